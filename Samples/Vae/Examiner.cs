using System.Globalization;
using System.Numerics.Tensors;
using MnistDigits;
using Spectre.Console;

namespace Vae;

/// <summary>Holds a model against digits that it has not seen.</summary>
internal sealed class Examiner(DigitVae model, float[] test)
{
    // 206 nats are what pixels cost whose every mean is known; a decoder that ignores its latent numbers stays there.
    private const double LargestBound = 115;
    private const double LargestDifference = 1e-5;
    private const int BatchSize = 500;

    private readonly int _count = test.Length / DigitSet.Pixels;

    /// <summary>The bound of the negative log likelihood in nats, the mean over all digits.</summary>
    public double Bound()
    {
        var (bounds, batches) = (0d, _count / BatchSize);
        var bound = new float[1];
        for (var batch = 0; batch < batches; batch++)
        {
            model.Bound(Batch(batch), bound);
            bounds += bound[0];
        }

        return bounds / batches;
    }

    /// <summary>Shows the bound, and whether the two halves give what the whole gives.</summary>
    /// <param name="untrained">The bound before training.</param>
    /// <returns>Whether both are right.</returns>
    public bool Check(double untrained)
    {
        var (trained, difference) = (Bound(), Difference());
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"bound of the negative log likelihood: {untrained:F1} nats a digit before, {trained:F1} after"));
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Decode of Encode's mean differs from Forward by {difference:E1} at most"));
        if (untrained > LargestBound && trained <= LargestBound && difference <= LargestDifference) return true;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Asked for are a bound of {LargestBound} nats, by training alone, and a difference of {LargestDifference} at most."));
        return false;
    }

    // The largest of a pixel, over a batch.
    private double Difference()
    {
        var (mean, logVariance) = (new float[BatchSize * DigitVae.LatentSize], new float[BatchSize * DigitVae.LatentSize]);
        var (decoded, predicted) = (new float[BatchSize * DigitSet.Pixels], new float[BatchSize * DigitSet.Pixels]);
        model.Encode(Batch(0), mean, logVariance);
        model.Decode(mean, decoded);
        model.Predict(Batch(0), predicted, mean, logVariance);
        TensorPrimitives.Sigmoid<float>(predicted, predicted);
        TensorPrimitives.Subtract<float>(decoded, predicted, decoded);
        return Math.Abs(TensorPrimitives.MaxMagnitude<float>(decoded));
    }

    private ReadOnlySpan<float> Batch(int number)
        => test.AsSpan(number * BatchSize * DigitSet.Pixels, BatchSize * DigitSet.Pixels);
}
