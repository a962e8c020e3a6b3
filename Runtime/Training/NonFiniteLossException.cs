namespace ModelGen;

/// <summary>
/// Fit stopped at a loss that is infinite or no number. The message names epoch, step and the first tensor that is not finite.
/// </summary>
public sealed class NonFiniteLossException : NotFiniteNumberException
{
    internal NonFiniteLossException(string message, double loss, History history)
        : base(message, loss) => History = history;

    /// <summary>The epochs that ended before.</summary>
    public History History { get; }
}
