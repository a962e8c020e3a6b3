namespace ModelGen;

/// <summary>What an audit of a model looks at.</summary>
public sealed class AuditOptions
{
    /// <summary>
    /// The devices whose losses, gradients and weights are held against the model's own; null, the default, for the processor with one
    /// thread and with two. Those of processors must have the same bits.
    /// </summary>
    public IReadOnlyList<Device>? Devices { get; init; }

    /// <summary>How many steps are taken on the batch to see whether the loss falls and whether two runs have the same bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int Steps
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 10;

    /// <summary>
    /// How far a gradient may be from the difference of the losses beside it, as a part of it; null, the default, for 1e-6 of a model in
    /// double precision and 1e-2 of one in single precision, whose losses have 7 digits.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no positive number.</exception>
    public double? GradientTolerance
    {
        get;
        init => field = value is not { } given || (double.IsFinite(given) && given > 0) ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The tolerance of gradients must be a positive number.");
    }
}
