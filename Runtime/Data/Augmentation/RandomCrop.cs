using System.Buffers;

namespace ModelGen;

/// <summary>
/// Pads an image at all sides and cuts one of its size out of that, at a random place, so that what it shows moves by up to the padding:
/// <a href="https://pytorch.org/vision/stable/generated/torchvision.transforms.RandomCrop.html">RandomCrop</a>.
/// </summary>
public sealed class RandomCrop : IAugmentation
{
    private readonly ImageShape _shape;
    private readonly int _padding;
    private readonly float _fill;

    /// <summary>Makes the augmentation.</summary>
    /// <param name="shape">The image's shape.</param>
    /// <param name="padding">Rows and columns that are added at each side.</param>
    /// <param name="fill">What they hold.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size of the shape is below 1, or the padding below 0.</exception>
    public RandomCrop(ImageShape shape, int padding, float fill = 0)
    {
        shape.Check(nameof(RandomCrop));
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        (_shape, _padding, _fill) = (shape, padding, fill);
    }

    /// <inheritdoc/>
    public void Apply(Span<float> input, ref SampleRandom random)
    {
        _shape.Check(nameof(RandomCrop), input.Length);
        var (down, right) = (random.Next((2 * _padding) + 1) - _padding, random.Next((2 * _padding) + 1) - _padding);
        if (down == 0 && right == 0) return;
        var copy = ArrayPool<float>.Shared.Rent(input.Length);
        input.CopyTo(copy);
        for (var row = 0; row < _shape.Channels * _shape.Height; row++)
            Shift(copy, input.Slice(row * _shape.Width, _shape.Width), row, down, right);
        ArrayPool<float>.Shared.Return(copy);
    }

    private void Shift(ReadOnlySpan<float> image, Span<float> line, int row, int down, int right)
    {
        var (channel, from) = (row / _shape.Height, (row % _shape.Height) + down);
        for (var column = 0; column < line.Length; column++)
        {
            var source = column + right;
            var isInside = (uint)from < (uint)_shape.Height && (uint)source < (uint)_shape.Width;
            line[column] = isInside ? image[(((channel * _shape.Height) + from) * _shape.Width) + source] : _fill;
        }
    }
}
