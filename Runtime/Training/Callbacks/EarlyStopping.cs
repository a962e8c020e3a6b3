using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Ends a run of Fit when a number of its epochs has stood still, and puts back the weights of the best epoch. Checkpoints keep its count
/// and the best weights.
/// </summary>
public sealed class EarlyStopping : IFitCallback, IKeepsWeights
{
    private readonly FitMonitor _monitor;
    private readonly int _patience;
    private readonly double _minDelta;
    private readonly bool _restoreBest;

    /// <param name="patience">So many epochs in a row may be no better before the run ends, 1 or more.</param>
    /// <param name="minDelta">By how much an epoch must be better than the best, 0 or more.</param>
    /// <param name="restoreBest">
    /// Whether parameters, buffers and moving averages are those of the best epoch when the run has ended, whatever ended it but an
    /// exception. What else the optimizer keeps stays that of the last step.
    /// </param>
    /// <param name="monitor">
    /// What is watched: "validation_loss", "loss" or the name of a metric; by default the validation loss or, where there
    /// is none, the loss.
    /// </param>
    /// <param name="mode">Which number is better.</param>
    /// <exception cref="ArgumentOutOfRangeException">The patience is below 1, or the difference negative or no finite number.</exception>
    public EarlyStopping(
        int patience = 3, double minDelta = 0, bool restoreBest = true, string? monitor = null, PlateauMode mode = PlateauMode.Min)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        if (!double.IsFinite(minDelta) || minDelta < 0)
            throw new ArgumentOutOfRangeException(nameof(minDelta), minDelta, "The difference must be a finite number of 0 or more.");
        (_monitor, _patience, _minDelta, _restoreBest) = (new(monitor, mode), patience, minDelta, restoreBest);
        Reset();
    }

    /// <summary>The best number so far; infinite before the first epoch.</summary>
    public double Best { get; private set; }

    /// <summary>The epoch that it is of; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>How many epochs in a row were no better.</summary>
    public int Waited { get; private set; }

    /// <inheritdoc/>
    WeightSnapshot? IKeepsWeights.Kept { get; set; }

    private IKeepsWeights Weights => this;

    /// <inheritdoc/>
    public void OnFitStart(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsResumed) Reset();
    }

    /// <inheritdoc/>
    public void OnEpochEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var number = _monitor.Of(context.History[^1]);
        if (_monitor.IsBetter(number, Best, Best == _monitor.Worst ? 0 : _minDelta))
        {
            (Best, BestEpoch, Waited) = (number, context.Epoch, 0);
            if (_restoreBest) Weights.Kept = context.Run.Executor.CopyWeights();
        }
        else if (++Waited >= _patience)
        {
            context.Stop($"{nameof(EarlyStopping)}: {Waited} epochs were no better than epoch {BestEpoch}");
        }
    }

    /// <inheritdoc/>
    public void OnFitEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.HasFailed && Weights.Kept is { } kept) context.Run.Executor.PutBack(kept);
    }

    /// <inheritdoc/>
    public void SaveState(IDictionary<string, string> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["best"] = FitMonitor.Text(Best);
        state["best_epoch"] = FitMonitor.Text(BestEpoch);
        state["waited"] = FitMonitor.Text(Waited);
    }

    /// <inheritdoc/>
    public void LoadState(IReadOnlyDictionary<string, string> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Reset();
        if (state.Count == 0) return;
        (Best, BestEpoch, Waited)
            = (FitMonitor.Number(state, "best"), FitMonitor.Whole(state, "best_epoch"), FitMonitor.Whole(state, "waited"));
    }

    private void Reset() => (Best, BestEpoch, Waited, Weights.Kept) = (_monitor.Worst, 0, 0, null);
}
