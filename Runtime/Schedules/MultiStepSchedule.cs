namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.MultiStep"/> makes.</summary>
internal sealed class MultiStepSchedule(ScheduleSettings settings) : Schedule(nameof(MultiStep), settings)
{
    private readonly long[] _milestones = settings.Ascending("milestones");
    private readonly double _gamma = settings.NotNegative("gamma");

    internal override double Rate(long step, double learningRate) => learningRate * Math.Pow(_gamma, Reached(step));

    /// <summary>How many milestones are the step or before it.</summary>
    private int Reached(long step)
    {
        var (first, end) = (0, _milestones.Length);
        while (first < end)
        {
            var middle = first + ((end - first) / 2);
            if (_milestones[middle] <= step) first = middle + 1;
            else end = middle;
        }

        return first;
    }
}
