namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.Step"/> makes.</summary>
internal sealed class StepSchedule(ScheduleSettings settings) : Schedule(nameof(Step), settings)
{
    private readonly long _stepSize = settings.Whole("stepSize", least: 1);
    private readonly double _gamma = settings.NotNegative("gamma");

    internal override double Rate(long step, double learningRate) => learningRate * Math.Pow(_gamma, step / _stepSize);
}
