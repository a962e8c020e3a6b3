using System.Runtime.CompilerServices;

namespace ModelGen;

/// <summary>How Fit trains. Each property has a default, so that <c>new FitOptions { Epochs = 10 }</c> is enough.</summary>
public sealed class FitOptions
{
    /// <summary>How often to go through the samples, 0 or more; 1 by default. A run that is resumed counts those before too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public int Epochs
    {
        get;
        init => field = AtLeast(0, value);
    } = 1;

    /// <summary>
    /// How many steps at most, 0 or more; null, the default, for no bound. A run that is resumed counts those before too. An epoch that
    /// is cut short is one of the history: its loss is the mean over its steps.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public long? Steps
    {
        get;
        init => field = value is { } steps ? AtLeast(0, steps) : null;
    }

    /// <summary>Samples of a step, 1 or more, where they are given as spans; 32 by default. A loader has a batch size of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int BatchSize
    {
        get;
        init => field = AtLeast(1, value);
    } = 32;

    /// <summary>Whether each epoch has an order of its own, where samples are given as spans; true by default.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the orders, where samples are given as spans; the model's when null, the default.</summary>
    public long? Seed { get; init; }

    /// <summary>What is called at the run's events, in this order; a <see cref="Checkpoint"/> comes after all others.</summary>
    public IReadOnlyList<IFitCallback> Callbacks
    {
        get;
        init => field = [.. value ?? throw new ArgumentNullException(nameof(Callbacks))];
    } = [];

    /// <summary>What is computed on the samples for validation after each epoch, from their predictions; none by default.</summary>
    public IReadOnlyList<IMetric> Metrics
    {
        get;
        init => field = [.. value ?? throw new ArgumentNullException(nameof(Metrics))];
    } = [];

    /// <summary>Called after each epoch with what it gave, before the callbacks; it may use the model, and stop the run.</summary>
    public Action<EpochResult>? OnEpoch { get; init; }

    /// <summary>Is told after each step how far the run is.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>How long this call may train; the step under way is ended. Null, the default, for no bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public TimeSpan? MaxTime
    {
        get;
        init => field = value is null || value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxTime), value, $"{nameof(MaxTime)} must not be negative; got {value}.");
    }

    /// <summary>
    /// One batch of training and one of validation, to try a program out; no checkpoint is read or written. False by default.
    /// </summary>
    public bool FastDevRun { get; init; }

    /// <summary>
    /// Trains on the first so many batches alone, in the order of the samples, 1 or more: a model that cannot learn them by heart has a
    /// fault. Validation has so many batches too. Null, the default, for all.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? OverfitBatches
    {
        get;
        init => field = value is { } batches ? AtLeast(1, batches) : null;
    }

    /// <summary>
    /// A folder of a <see cref="Checkpoint"/>: the run goes on from the newest one there, with the bits of a run that was not stopped. A
    /// folder that is empty or not there begins anew, so that a program can be started again as it is. Null by default.
    /// </summary>
    public string? ResumeFrom { get; init; }

    /// <summary>Texts that each checkpoint of the run holds beside, such as a version of the data; none by default.</summary>
    public IReadOnlyDictionary<string, string> Metadata
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Metadata));
    } = new Dictionary<string, string>();

    /// <summary>Whether to go on where a loss is infinite or no number; if not, the default, Fit stops.</summary>
    public bool AllowNonFinite { get; init; }

    /// <summary>
    /// Whether to look at each step's loss at once and at all parameters after it. The step which broke them runs again, and the kernel is
    /// named whose values first are not finite, with its layer and operations; the model is then as it was before the step. It costs two
    /// copies of the model a step; false by default.
    /// </summary>
    public bool DetectAnomaly { get; init; }

    /// <summary>Ends the run between two steps by a <see cref="FitCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Batches of an epoch at most.</summary>
    internal int MostBatches => FastDevRun ? 1 : OverfitBatches ?? int.MaxValue;

    /// <summary>Whether the samples are taken as they stand.</summary>
    internal bool IsInOrder => OverfitBatches is not null;

    /// <summary>Epochs that this run has.</summary>
    internal int MostEpochs => FastDevRun ? Math.Min(Epochs, 1) : Epochs;

    private static T AtLeast<T>(T least, T value, [CallerMemberName] string name = "")
        where T : IComparable<T>
        => value.CompareTo(least) >= 0 ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} or more; got {value}.");
}
