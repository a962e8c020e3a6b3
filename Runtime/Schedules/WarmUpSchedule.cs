namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.WithWarmUp"/> makes.</summary>
/// <param name="settings">The warm-up's.</param>
/// <param name="then">What comes after it.</param>
internal sealed class WarmUpSchedule(ScheduleSettings settings, Schedule then) : Schedule(nameof(WithWarmUp), settings)
{
    private readonly long _steps = settings.Whole("steps", least: 1);
    private readonly double _startFactor = settings.Share("startFactor");

    /// <summary>What comes after the warm-up.</summary>
    public Schedule Then => then;

    internal override FunctionSchedule? Asked => then.Asked;

    public override void Report(double metric) => then.Report(metric);

    public override string ToString() => $"{then}.{base.ToString()}";

    internal override double Rate(long step, double learningRate)
        => step >= _steps
            ? then.Rate(step - _steps, learningRate)
            : then.Base(learningRate) * Annealing.Linear(_startFactor, 1, step / (double)_steps);
}
