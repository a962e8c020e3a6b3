namespace ModelGen;

/// <summary>Fit was cancelled, between two steps. The steps that were done stay, and what the epochs gave is here.</summary>
public sealed class FitCanceledException : OperationCanceledException
{
    internal FitCanceledException(string message, History history, CancellationToken cancellation)
        : base(message, cancellation) => History = history;

    /// <summary>The epochs that ended before.</summary>
    public History History { get; }
}
