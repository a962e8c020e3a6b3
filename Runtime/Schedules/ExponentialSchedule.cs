namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.Exponential"/> makes.</summary>
internal sealed class ExponentialSchedule(ScheduleSettings settings) : Schedule(nameof(Exponential), settings)
{
    private readonly double _gamma = settings.NotNegative("gamma");

    internal override double Rate(long step, double learningRate) => learningRate * Math.Pow(_gamma, step);
}
