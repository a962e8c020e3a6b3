namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.Cosine"/> makes.</summary>
internal sealed class CosineSchedule(ScheduleSettings settings) : Schedule(nameof(Cosine), settings)
{
    private readonly long _steps = settings.Whole("steps", least: 1);
    private readonly double _minimum = settings.NotNegative("minimum");

    /// <summary>A wave is twice as long as its fall; within one, the angle is exact to a rounding.</summary>
    internal override double Rate(long step, double learningRate)
        => Annealing.Cosine(learningRate, _minimum, step % (2 * _steps) / (double)_steps);
}
