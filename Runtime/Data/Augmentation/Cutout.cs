namespace ModelGen;

/// <summary>
/// Blanks a square of an image, whose centre is any pixel, so that it may reach over the edge: DeVries and Taylor, "Improved regularization
/// of convolutional neural networks with cutout", 2017.
/// </summary>
public sealed class Cutout : IAugmentation
{
    private readonly ImageShape _shape;
    private readonly int _size;
    private readonly float _fill;

    /// <summary>Makes the augmentation.</summary>
    /// <param name="shape">The image's shape.</param>
    /// <param name="size">Rows and columns of the square.</param>
    /// <param name="fill">What it holds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Cutout(ImageShape shape, int size, float fill = 0)
    {
        shape.Check(nameof(Cutout));
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        (_shape, _size, _fill) = (shape, size, fill);
    }

    /// <inheritdoc/>
    public void Apply(Span<float> input, ref SampleRandom random)
    {
        _shape.Check(nameof(Cutout), input.Length);
        var (top, left) = (random.Next(_shape.Height) - (_size / 2), random.Next(_shape.Width) - (_size / 2));
        var (firstRow, lastRow) = (Math.Max(top, 0), Math.Min(top + _size, _shape.Height));
        var (firstColumn, lastColumn) = (Math.Max(left, 0), Math.Min(left + _size, _shape.Width));
        for (var channel = 0; channel < _shape.Channels; channel++)
        {
            for (var row = firstRow; row < lastRow; row++)
                input.Slice((((channel * _shape.Height) + row) * _shape.Width) + firstColumn, lastColumn - firstColumn).Fill(_fill);
        }
    }
}
