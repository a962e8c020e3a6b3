using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Writes checkpoints of a run of Fit to a folder, from which <see cref="FitOptions.ResumeFrom"/> goes on with the same bits: at the end
/// of each epoch or every so many steps, and where the run is stopped or cancelled. Each is a file <c>step-000000000123.safetensors</c>,
/// which is there whole or not at all, and which the model's Load takes too.
/// </summary>
public sealed class Checkpoint : IFitCallback
{
    private readonly string _folder;
    private readonly long? _every;
    private readonly int _keepLast;
    private readonly bool _keepBest;
    private readonly FitMonitor _monitor;

    /// <param name="folder">The folder; it is made if it is not there.</param>
    /// <param name="every">A checkpoint after each so many steps of the run, 1 or more; null for one after each epoch.</param>
    /// <param name="keepLast">How many of the newest to keep, 1 or more; older ones are removed.</param>
    /// <param name="keepBest">Whether the best epoch's is kept too, as <c>best.safetensors</c>.</param>
    /// <param name="monitor">
    /// What tells the best: "validation_loss", "loss" or the name of a metric; by default the validation loss or, where there
    /// is none, the loss.
    /// </param>
    /// <param name="mode">Which number is better.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public Checkpoint(string folder, long? every = null, int keepLast = 3, bool keepBest = true, string? monitor = null,
        PlateauMode mode = PlateauMode.Min)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (every is { } steps) ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(every));
        ArgumentOutOfRangeException.ThrowIfLessThan(keepLast, 1);
        (_folder, _every, _keepLast, _keepBest, _monitor) = (folder, every, keepLast, keepBest, new(monitor, mode));
        Best = _monitor.Worst;
    }

    /// <summary>The best epoch's number so far; infinite before the first epoch.</summary>
    public double Best { get; private set; }

    /// <summary>The path of the best epoch's checkpoint, whether it is there yet or not.</summary>
    public string BestPath => Path.Combine(_folder, CheckpointFolder.Best);

    /// <summary>The newest checkpoint of a folder; null where there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The folder cannot be read, or is none.</exception>
    public static string? Newest(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return CheckpointFolder.Find(folder).Select(file => file.Path).FirstOrDefault();
    }

    /// <inheritdoc/>
    public void OnFitStart(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsResumed) Best = _monitor.Worst;
        if (context.IsFastDevRun) return;
        CheckpointFolder.Make(_folder);
        var isResumed = context.Run.Options.ResumeFrom is { } folder && Path.GetFullPath(folder) == Path.GetFullPath(_folder);
        if (!isResumed && CheckpointFolder.Find(_folder) is [var (step, path), ..] && step > context.Step)
            throw new InvalidOperationException($"The folder {FileText.Of(_folder)} has checkpoints of another run, up to "
                + $"{Path.GetFileName(path)}. Go on from them by {nameof(FitOptions.ResumeFrom)}, or give an empty folder.");
    }

    /// <inheritdoc/>
    public void OnStepEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_every is { } steps && context.Step % steps == 0) Write(context);
    }

    /// <inheritdoc/>
    public void OnStop(FitContext context) => Write(context);

    /// <inheritdoc/>
    public void OnEpochEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        // Where the epoch was cut short, the checkpoint within it is what a longer run goes on from.
        if (context.IsCutShort) return;
        if (_keepBest && _monitor.Of(context.History[^1]) is var number && _monitor.IsBetter(number, Best))
        {
            // Before the other: who goes on from that must find the best one.
            Best = number;
            if (!context.IsFastDevRun) context.Save(BestPath);
        }

        if (_every is null || context.Epoch == context.Epochs || context.IsStopping) Write(context);
    }

    /// <inheritdoc/>
    public void SaveState(IDictionary<string, string> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["best"] = FitMonitor.Text(Best);
    }

    /// <inheritdoc/>
    public void LoadState(IReadOnlyDictionary<string, string> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Best = state.Count == 0 ? _monitor.Worst : FitMonitor.Number(state, "best");
    }

    private void Write(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.IsFastDevRun || !context.Save(CheckpointFolder.Path(_folder, context.Step))) return;
        CheckpointFolder.Prune(_folder, _keepLast, context.Step);
    }
}
