using MnistDigits;

namespace Mnist;

/// <summary>Asks a model for the digits that images show.</summary>
internal sealed class Examiner(IClassifier model)
{
    private const int BatchSize = 500;

    private readonly DigitBatch _batch = new(BatchSize, DigitScale.Normalise);
    private readonly float[] _logits = new float[BatchSize * DigitSet.Classes];

    /// <summary>The digit that the model sees in each image.</summary>
    public int[] Answers(DigitSet digits)
    {
        var answers = new int[digits.Count];
        var numbers = Enumerable.Range(0, digits.Count).ToArray();
        for (var first = 0; first < digits.Count; first += BatchSize)
        {
            var count = Math.Min(BatchSize, digits.Count - first);
            _batch.Fill(digits, numbers.AsSpan(first, count));
            model.Predict(_batch.Pixels, _logits.AsSpan(0, count * DigitSet.Classes));
            for (var row = 0; row < count; row++) answers[first + row] = Largest(_logits.AsSpan(row * DigitSet.Classes, DigitSet.Classes));
        }

        return answers;
    }

    private static int Largest(ReadOnlySpan<float> logits)
    {
        var largest = 0;
        for (var digit = 1; digit < logits.Length; digit++)
        {
            if (logits[digit] > logits[largest]) largest = digit;
        }

        return largest;
    }
}
