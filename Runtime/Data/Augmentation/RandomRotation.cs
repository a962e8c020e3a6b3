using System.Buffers;

namespace ModelGen;

/// <summary>
/// Turns an image about its centre by a random angle, with bilinear interpolation:
/// <a href="https://pytorch.org/vision/stable/generated/torchvision.transforms.RandomRotation.html">RandomRotation</a>.
/// </summary>
public sealed class RandomRotation : IAugmentation
{
    private readonly ImageShape _shape;
    private readonly double _degrees;
    private readonly float _fill;

    /// <summary>Makes the augmentation.</summary>
    /// <param name="shape">The image's shape.</param>
    /// <param name="degrees">The angle is uniform in [-degrees, degrees).</param>
    /// <param name="fill">What lies outside of the image.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size of the shape is below 1, or the angle below 0 or not finite.</exception>
    public RandomRotation(ImageShape shape, double degrees, float fill = 0)
    {
        shape.Check(nameof(RandomRotation));
        if (!(degrees >= 0 && double.IsFinite(degrees)))
            throw new ArgumentOutOfRangeException(nameof(degrees), degrees, "The largest angle must be finite and 0 or more.");
        (_shape, _degrees, _fill) = (shape, degrees, fill);
    }

    /// <inheritdoc/>
    public void Apply(Span<float> input, ref SampleRandom random)
    {
        _shape.Check(nameof(RandomRotation), input.Length);
        Turn(input, random.Uniform(-_degrees, _degrees));
    }

    /// <summary>Turns an image counterclockwise, as one sees it.</summary>
    internal void Turn(Span<float> input, double degrees)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var plane = _shape.Height * _shape.Width;
        var copy = ArrayPool<float>.Shared.Rent(input.Length);
        input.CopyTo(copy);
        for (var first = 0; first < input.Length; first += plane)
            Turn(copy.AsSpan(first, plane), input.Slice(first, plane), sine, cosine);
        ArrayPool<float>.Shared.Return(copy);
    }

    /// <summary>Each pixel is what lies where a turn back leads.</summary>
    private void Turn(ReadOnlySpan<float> from, Span<float> to, double sine, double cosine)
    {
        var (middleRow, middleColumn) = ((_shape.Height - 1) / 2.0, (_shape.Width - 1) / 2.0);
        for (var row = 0; row < _shape.Height; row++)
        {
            var down = row - middleRow;
            for (var column = 0; column < _shape.Width; column++)
            {
                var right = column - middleColumn;
                to[(row * _shape.Width) + column] = Between(from, middleRow + (down * cosine) + (right * sine),
                    middleColumn + (right * cosine) - (down * sine));
            }
        }
    }

    private float Between(ReadOnlySpan<float> plane, double row, double column)
    {
        var (top, left) = ((int)Math.Floor(row), (int)Math.Floor(column));
        var (down, right) = ((float)(row - top), (float)(column - left));
        return ((1 - down) * (((1 - right) * Pixel(plane, top, left)) + (right * Pixel(plane, top, left + 1))))
            + (down * (((1 - right) * Pixel(plane, top + 1, left)) + (right * Pixel(plane, top + 1, left + 1))));
    }

    private float Pixel(ReadOnlySpan<float> plane, int row, int column)
        => (uint)row < (uint)_shape.Height && (uint)column < (uint)_shape.Width ? plane[(row * _shape.Width) + column] : _fill;
}
