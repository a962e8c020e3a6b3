using System.Globalization;
using System.Numerics.Tensors;
using MnistDigits;

namespace Gan;

/// <summary>How good images of digits are, as a judge of digits sees them.</summary>
/// <param name="Score">
/// The inception score (Salimans et al., NeurIPS 2016), from 1 to 10: 10 where the judge is sure of each image, and takes as many for
/// each digit.
/// </param>
/// <param name="RarestDigit">The part of the images that shows the digit which fewest show.</param>
/// <param name="Variety">The variance of a pixel among images of the same digit, over all pixels and images.</param>
internal sealed record Quality(double Score, double RarestDigit, double Variety)
{
    // What a painter misses that paints no digits, not all of them, or the same ones again and again.
    private const double LeastScore = 5.5;
    private const double LeastPart = 0.02;
    private const double LeastVariety = 0.7;

    /// <summary>What is asked of paintings, as part of a sentence.</summary>
    public static string Bounds { get; } = string.Create(CultureInfo.InvariantCulture,
        $"an inception score of {LeastScore}, {LeastPart:P0} of the rarest digit and {LeastVariety:P0} of real digits' variety");

    /// <summary>Whether these images are digits, all ten of them, and about as different from each other as real ones.</summary>
    public bool IsNear(Quality real)
        => Score >= LeastScore && RarestDigit >= LeastPart && Variety >= LeastVariety * real.Variety;

    /// <summary>Measures images.</summary>
    /// <param name="pixels">[N, 784], from -1 to 1.</param>
    /// <param name="judge">Has learnt to read digits.</param>
    public static Quality Of(ReadOnlySpan<float> pixels, Judge judge)
    {
        var count = pixels.Length / DigitSet.Pixels;
        var chances = new float[count * DigitSet.Classes];
        judge.Predict(pixels, chances);
        var digits = new int[count];
        for (var row = 0; row < count; row++)
        {
            var chancesOfRow = chances.AsSpan(row * DigitSet.Classes, DigitSet.Classes);
            digits[row] = TensorPrimitives.IndexOfMax<float>(chancesOfRow);
            TensorPrimitives.SoftMax<float>(chancesOfRow, chancesOfRow);
        }

        var rarest = Enumerable.Range(0, DigitSet.Classes).Min(digit => digits.Count(other => other == digit));
        return new(ScoreOf(chances), rarest / (double)count, VarietyOf(pixels, digits));
    }

    // e to the mean divergence of an image's chances from the mean chances.
    private static double ScoreOf(float[] chances)
    {
        var means = new double[DigitSet.Classes];
        for (var place = 0; place < chances.Length; place++) means[place % DigitSet.Classes] += chances[place];
        var count = chances.Length / DigitSet.Classes;
        var divergence = 0d;
        for (var place = 0; place < chances.Length; place++)
        {
            if (chances[place] > 0)
                divergence += chances[place] * Math.Log(chances[place] / (means[place % DigitSet.Classes] / count));
        }

        return Math.Exp(divergence / count);
    }

    private static double VarietyOf(ReadOnlySpan<float> pixels, int[] digits)
    {
        var squares = 0d;
        for (var digit = 0; digit < DigitSet.Classes; digit++) squares += SquaresOf(pixels, digits, digit);
        return squares / pixels.Length;
    }

    // Of the differences between the images of a digit and their mean.
    private static double SquaresOf(ReadOnlySpan<float> pixels, int[] digits, int digit)
    {
        var (sums, squares, count) = (new double[DigitSet.Pixels], 0d, 0);
        for (var row = 0; row < digits.Length; row++)
        {
            if (digits[row] != digit) continue;
            count++;
            for (var pixel = 0; pixel < sums.Length; pixel++)
            {
                double value = pixels[(row * DigitSet.Pixels) + pixel];
                (sums[pixel], squares) = (sums[pixel] + value, squares + (value * value));
            }
        }

        return count == 0 ? 0 : squares - (sums.Sum(sum => sum * sum) / count);
    }
}
