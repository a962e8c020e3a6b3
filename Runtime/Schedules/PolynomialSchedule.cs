namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.Polynomial"/> makes.</summary>
internal sealed class PolynomialSchedule(ScheduleSettings settings) : Schedule(nameof(Polynomial), settings)
{
    private readonly long _steps = settings.Whole("steps", least: 1);
    private readonly double _power = settings.NotNegative("power");

    internal override double Rate(long step, double learningRate)
        => learningRate * Math.Pow((_steps - Math.Min(step, _steps)) / (double)_steps, _power);
}
