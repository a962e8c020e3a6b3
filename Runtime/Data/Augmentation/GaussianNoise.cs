namespace ModelGen;

/// <summary>Adds normal noise to each number of an input, of any kind.</summary>
public sealed class GaussianNoise : IAugmentation
{
    private readonly double _deviation;

    /// <summary>Makes the augmentation.</summary>
    /// <param name="deviation">The noise's standard deviation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is below 0 or not finite.</exception>
    public GaussianNoise(double deviation)
    {
        if (!(deviation >= 0 && double.IsFinite(deviation)))
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "A standard deviation must be finite and 0 or more.");
        _deviation = deviation;
    }

    /// <inheritdoc/>
    public void Apply(Span<float> input, ref SampleRandom random)
    {
        foreach (ref var number in input) number += (float)(_deviation * random.Normal());
    }
}
