namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.ReduceOnPlateau"/> makes.</summary>
internal sealed class PlateauSchedule : Schedule
{
    private readonly bool _isMax;
    private readonly double _factor;
    private readonly long _patience;
    private readonly double _threshold;
    private readonly bool _isAbsolute;
    private readonly long _cooldown;
    private readonly double _minimum;
    private readonly double _epsilon;
    private PlateauState _state;

    /// <param name="settings">The settings.</param>
    /// <param name="state">What it was told before; nothing where null.</param>
    public PlateauSchedule(ScheduleSettings settings, ScheduleSettings? state = null)
        : base(nameof(ReduceOnPlateau), settings)
    {
        _isMax = settings.Whole("mode", least: 0, most: 1) == (int)PlateauMode.Max;
        _factor = settings.BelowOne("factor");
        _patience = settings.Whole("patience", least: 0);
        _threshold = settings.NotNegative("threshold");
        _isAbsolute = settings.Whole("thresholdMode", least: 0, most: 1) == (int)PlateauThreshold.Absolute;
        _cooldown = settings.Whole("cooldown", least: 0);
        _minimum = settings.NotNegative("minimum");
        _epsilon = settings.NotNegative("epsilon");
        _state = state is null
            ? new(_isMax ? double.NegativeInfinity : double.PositiveInfinity, 0, 0, 0)
            : new(state.Known("best"), state.Whole("bad", least: 0, most: _patience), state.Whole("cooldown", least: 0, most: _cooldown),
                state.Whole("reductions", least: 0));
    }

    internal override IEnumerable<KeyValuePair<string, string>> State
    {
        get
        {
            var state = _state;
            return
            [
                new("best", Text(state.Best)), new("bad", Text(state.Bad)), new("cooldown", Text(state.Cooldown)),
                new("reductions", Text(state.Reductions)),
            ];
        }
    }

    public override void Report(double metric)
    {
        var (best, bad, cooldown, reductions) = _state;
        (best, bad) = IsBetter(metric, best) ? (metric, 0) : (best, bad + 1);
        if (cooldown > 0) (cooldown, bad) = (cooldown - 1, 0);
        if (bad > _patience) (bad, cooldown, reductions) = (0, _cooldown, reductions + 1);
        _state = new(best, bad, cooldown, reductions);
    }

    internal override double Rate(long step, double learningRate) => After(Made(_state.Reductions, learningRate), learningRate);

    private bool IsBetter(double metric, double best) => (_isMax, _isAbsolute) switch
    {
        (false, false) => metric < best * (1 - _threshold),
        (false, true) => metric < best - _threshold,
        (true, false) => metric > best * (1 + _threshold),
        _ => metric > best + _threshold,
    };

    /// <summary>The rate after so many reductions.</summary>
    private double After(long reductions, double learningRate)
        => reductions == 0 ? learningRate : Math.Max(learningRate * Math.Pow(_factor, reductions), _minimum);

    /// <summary>How many of the reductions were made: the first that would change too little ends them, for each changes less.</summary>
    private long Made(long reductions, double learningRate)
    {
        if (reductions == 0 || Changes(reductions - 1, learningRate)) return reductions;
        var (first, end) = (0L, reductions - 1);
        while (first < end)
        {
            var middle = first + ((end - first) / 2);
            if (Changes(middle, learningRate)) first = middle + 1;
            else end = middle;
        }

        return first;
    }

    /// <summary>Whether one more reduction would change the rate.</summary>
    private bool Changes(long reductions, double learningRate)
        => After(reductions, learningRate) - After(reductions + 1, learningRate) > _epsilon;
}
