namespace Mnist;

/// <summary>Some images as the model takes them. The same memory serves batch after batch.</summary>
internal sealed class Batch(int capacity)
{
    // Of the training images' pixels on a scale from 0 to 1.
    private const float Mean = 0.13066f;
    private const float Deviation = 0.30811f;

    private static readonly float[] Normalised = [.. Enumerable.Range(0, 256).Select(value => ((value / 255f) - Mean) / Deviation)];

    private readonly float[] _pixels = new float[capacity * DigitSet.Pixels];
    private readonly int[] _labels = new int[capacity];
    private int _count;

    /// <summary>[N, 784]: each pixel, less the mean and divided by the deviation of all.</summary>
    public ReadOnlySpan<float> Pixels => _pixels.AsSpan(0, _count * DigitSet.Pixels);

    /// <summary>[N]: the digit that each image shows.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, _count);

    /// <summary>Takes the images of these numbers, at most as many as the capacity.</summary>
    public void Fill(DigitSet digits, ReadOnlySpan<int> numbers)
    {
        _count = numbers.Length;
        for (var row = 0; row < numbers.Length; row++)
        {
            _labels[row] = digits.Labels[numbers[row]];
            Normalise(digits.Image(numbers[row]), _pixels.AsSpan(row * DigitSet.Pixels, DigitSet.Pixels));
        }
    }

    private static void Normalise(ReadOnlySpan<byte> image, Span<float> pixels)
    {
        for (var pixel = 0; pixel < image.Length; pixel++) pixels[pixel] = Normalised[image[pixel]];
    }
}
