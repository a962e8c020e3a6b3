namespace ModelGen;

/// <summary>
/// In which epoch a sample is filled, and the source of its random numbers: they depend on the seed, the epoch, the sample and the stage
/// alone, so they are the same whichever thread fills it and in whatever order.
/// </summary>
public readonly struct SampleContext
{
    /// <summary>Makes the context of a sample, as a loader does.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="epoch">The epoch, 0 for the first.</param>
    /// <param name="sample">The sample's place in the data set that the loader reads.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch or the sample is below 0.</exception>
    public SampleContext(long seed, int epoch, int sample)
        : this(seed, epoch, sample, 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
    }

    private SampleContext(long seed, int epoch, int sample, int stage)
        => (Seed, Epoch, Sample, Stage) = (seed, epoch, sample, stage);

    /// <summary>The seed of the run.</summary>
    public long Seed { get; }

    /// <summary>The epoch, 0 for the first.</summary>
    public int Epoch { get; }

    /// <summary>The sample's place in the data set that the loader reads.</summary>
    public int Sample { get; }

    /// <summary>How many sets lie between the loader and this one; each has random numbers of its own.</summary>
    public int Stage { get; }

    /// <summary>The context for the set that this one reads from.</summary>
    public SampleContext Inner => new(Seed, Epoch, Sample, Stage + 1);

    /// <summary>Random numbers for this sample, from the first one on.</summary>
    public SampleRandom CreateRandom() => new(this);

    /// <summary>The context of another sample in the same epoch, as one that is mixed with this one.</summary>
    /// <param name="sample">The other sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public SampleContext Of(int sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        return new(Seed, Epoch, sample, Stage);
    }
}
