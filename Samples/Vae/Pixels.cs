using MnistDigits;

namespace Vae;

/// <summary>The pixels of a set of digits.</summary>
internal static class Pixels
{
    /// <summary>[N, 784]: the ink of each pixel, from 0 to 1.</summary>
    public static float[] Of(DigitSet digits)
    {
        var batch = new DigitBatch(digits.Count, ink => ink);
        batch.Fill(digits, [.. Enumerable.Range(0, digits.Count)]);
        return batch.Pixels.ToArray();
    }
}
