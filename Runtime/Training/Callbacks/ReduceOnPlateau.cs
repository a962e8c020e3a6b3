using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Multiplies the learning rate by a factor when a number of the epochs has stood still, as PyTorch's ReduceLROnPlateau. It sets the rate
/// that a schedule of the model scales, so that both may be used; <see cref="Schedule.ReduceOnPlateau"/> is the same rule as a schedule.
/// </summary>
public sealed class ReduceOnPlateau : IFitCallback
{
    private readonly FitMonitor _monitor;
    private readonly (string Name, double[] Numbers)[] _settings;
    private PlateauSchedule _plateau;
    private double _rate;

    /// <param name="factor">The rate is multiplied by it, from 0 to below 1.</param>
    /// <param name="patience">So many epochs in a row may be no better before the next one reduces, 0 or more.</param>
    /// <param name="threshold">By how much an epoch must be better than the best, 0 or more.</param>
    /// <param name="thresholdMode">What the threshold is.</param>
    /// <param name="cooldown">How many epochs after a reduction are not counted, 0 or more.</param>
    /// <param name="minimum">The rate does not fall below, 0 or more.</param>
    /// <param name="epsilon">A reduction that changes the rate by less is left out, 0 or more.</param>
    /// <param name="monitor">
    /// What is watched: "validation_loss", "loss" or the name of a metric; by default the validation loss or, where there
    /// is none, the loss.
    /// </param>
    /// <param name="mode">Which number is better.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public ReduceOnPlateau(double factor = 0.1, int patience = 10, double threshold = 1e-4,
        PlateauThreshold thresholdMode = PlateauThreshold.Relative, int cooldown = 0, double minimum = 0, double epsilon = 1e-8,
        string? monitor = null, PlateauMode mode = PlateauMode.Min)
    {
        _monitor = new(monitor, mode);
        _settings =
        [
            (nameof(mode), [(int)mode]), (nameof(factor), [factor]), (nameof(patience), [patience]), (nameof(threshold), [threshold]),
            (nameof(thresholdMode), [(int)thresholdMode]), (nameof(cooldown), [cooldown]), (nameof(minimum), [minimum]),
            (nameof(epsilon), [epsilon]),
        ];
        _plateau = New();
    }

    /// <inheritdoc/>
    public void OnFitStart(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsResumed) LoadState(new Dictionary<string, string>());
        if (double.IsNaN(_rate)) _rate = context.Optimizer.BaseRate;
    }

    /// <inheritdoc/>
    public void OnEpochEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var before = _plateau.RateAt(0, _rate);
        _plateau.Report(_monitor.Of(context.History[^1]));
        var after = _plateau.RateAt(0, _rate);
        if (after != before) context.LearningRate = after;
    }

    /// <inheritdoc/>
    public void SaveState(IDictionary<string, string> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (var (key, text) in _plateau.State) state[key] = text;
        state["rate"] = FitMonitor.Text(_rate);
    }

    /// <inheritdoc/>
    public void LoadState(IReadOnlyDictionary<string, string> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Count == 0)
        {
            (_plateau, _rate) = (New(), double.NaN);
            return;
        }

        // Its settings are the program's; what it was told, the checkpoint's.
        StateTexts texts = new(state, nameof(ReduceOnPlateau), Precision.Double);
        (_plateau, _rate) = (New(new SavedSettings(texts, "")), FitMonitor.Number(state, "rate"));
    }

    private PlateauSchedule New(ScheduleSettings? state = null) => new(new GivenSettings(_settings), state);
}
