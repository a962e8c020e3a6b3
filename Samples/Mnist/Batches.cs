namespace Mnist;

/// <summary>Minibatches of a set in an order that is drawn anew for each epoch; the last one may be smaller.</summary>
public sealed class Batches(DigitSet digits, int size, int seed)
{
    private readonly int[] _order = [.. Enumerable.Range(0, digits.Count)];
    private readonly Random _random = new(seed);
    private readonly float[] _images = new float[size * DigitSet.Pixels];
    private readonly int[] _labels = new int[size];

    /// <summary>How many batches an epoch has.</summary>
    public int Count => (digits.Count + size - 1) / size;

    /// <summary>Begins an epoch.</summary>
    public void Shuffle() => _random.Shuffle(_order);

    /// <summary>Copies a batch together; the next call overwrites it.</summary>
    /// <param name="number">In [0, Count).</param>
    /// <param name="labels">The digits of the images.</param>
    /// <returns>The images.</returns>
    public ReadOnlySpan<float> Take(int number, out ReadOnlySpan<int> labels)
    {
        var rows = _order.AsSpan(number * size, Math.Min(size, digits.Count - (number * size)));
        for (var row = 0; row < rows.Length; row++)
        {
            digits.Images.AsSpan(rows[row] * DigitSet.Pixels, DigitSet.Pixels).CopyTo(_images.AsSpan(row * DigitSet.Pixels));
            _labels[row] = digits.Labels[rows[row]];
        }

        labels = _labels.AsSpan(0, rows.Length);
        return _images.AsSpan(0, rows.Length * DigitSet.Pixels);
    }
}
