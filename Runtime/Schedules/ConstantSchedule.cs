namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.Constant"/> makes.</summary>
internal sealed class ConstantSchedule(ScheduleSettings settings) : Schedule(nameof(Constant), settings)
{
    private readonly double _factor = settings.Share("factor");
    private readonly long _steps = settings.Whole("steps", least: 1);

    internal override double Rate(long step, double learningRate) => step < _steps ? learningRate * _factor : learningRate;
}
