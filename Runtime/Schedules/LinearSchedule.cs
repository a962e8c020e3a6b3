namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.Linear"/> makes.</summary>
internal sealed class LinearSchedule(ScheduleSettings settings) : Schedule(nameof(Linear), settings)
{
    private readonly double _startFactor = settings.Share("startFactor");
    private readonly double _endFactor = settings.Share("endFactor");
    private readonly long _steps = settings.Whole("steps", least: 1);

    internal override double Rate(long step, double learningRate)
        => learningRate * Annealing.Linear(_startFactor, _endFactor, Math.Min(step, _steps) / (double)_steps);
}
