namespace MnistDigits;

/// <summary>Some images as a model takes them. The same memory serves batch after batch.</summary>
/// <param name="capacity">The most images.</param>
/// <param name="scale">A pixel of the model, of the ink from 0 to 1.</param>
public sealed class DigitBatch(int capacity, Func<float, float> scale)
{
    private readonly float[] _scaled = [.. Enumerable.Range(0, 256).Select(value => scale(value / 255f))];
    private readonly float[] _pixels = new float[capacity * DigitSet.Pixels];
    private readonly int[] _labels = new int[capacity];
    private int _count;

    /// <summary>[N, 784]: the scaled pixels.</summary>
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
            Scale(digits.Image(numbers[row]), _pixels.AsSpan(row * DigitSet.Pixels, DigitSet.Pixels));
        }
    }

    private void Scale(ReadOnlySpan<byte> image, Span<float> pixels)
    {
        for (var pixel = 0; pixel < image.Length; pixel++) pixels[pixel] = _scaled[image[pixel]];
    }
}
