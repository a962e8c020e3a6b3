namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.OneCycle"/> makes: two phases or three, each from one rate to the next.</summary>
internal sealed class OneCycleSchedule : Schedule
{
    private readonly double[] _ends;
    private readonly double[] _rates;
    private readonly OneCycleAnnealing _annealing;

    public OneCycleSchedule(ScheduleSettings settings)
        : base(nameof(OneCycle), settings)
    {
        var maximum = settings.NotNegative("maximum");
        double steps = settings.Whole("totalSteps", least: 1);
        var rise = settings.Share("riseShare") * steps;
        _annealing = (OneCycleAnnealing)settings.Whole("annealing", least: 0, most: 1);
        var start = maximum / settings.Positive("divFactor");
        var end = start / settings.Positive("finalDivFactor");
        var threePhase = settings.Whole("threePhase", least: 0, most: 1) == 1;
        _ends = threePhase ? [rise - 1, (2 * rise) - 2, steps - 1] : [rise - 1, steps - 1];
        _rates = threePhase ? [start, maximum, start, end] : [start, maximum, end];
    }

    internal override double Base(double learningRate) => _rates[0];

    internal override double Rate(long step, double learningRate)
    {
        var (phase, first) = (0, 0d);
        while (phase < _ends.Length - 1 && step > _ends[phase]) first = _ends[phase++];
        var share = _ends[phase] > first ? Math.Min((step - first) / (_ends[phase] - first), 1) : 1;
        return _annealing == OneCycleAnnealing.Cosine
            ? Annealing.Cosine(_rates[phase], _rates[phase + 1], share)
            : Annealing.Linear(_rates[phase], _rates[phase + 1], share);
    }
}
