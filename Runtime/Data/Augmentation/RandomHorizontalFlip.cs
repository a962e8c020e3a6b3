namespace ModelGen;

/// <summary>
/// Mirrors an image, left to right, with a probability:
/// <a href="https://pytorch.org/vision/stable/generated/torchvision.transforms.RandomHorizontalFlip.html">RandomHorizontalFlip</a>.
/// </summary>
public sealed class RandomHorizontalFlip : IAugmentation
{
    private readonly ImageShape _shape;
    private readonly double _probability;

    /// <summary>Makes the augmentation.</summary>
    /// <param name="shape">The image's shape.</param>
    /// <param name="probability">How likely it is, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A size of the shape is below 1, or the probability not in [0, 1].</exception>
    public RandomHorizontalFlip(ImageShape shape, double probability = 0.5)
    {
        shape.Check(nameof(RandomHorizontalFlip));
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability must be in [0, 1].");
        (_shape, _probability) = (shape, probability);
    }

    /// <inheritdoc/>
    public void Apply(Span<float> input, ref SampleRandom random)
    {
        _shape.Check(nameof(RandomHorizontalFlip), input.Length);
        if (random.Uniform() >= _probability) return;
        for (var row = 0; row < input.Length; row += _shape.Width) input.Slice(row, _shape.Width).Reverse();
    }
}
