namespace Mnist;

/// <summary>The share of digits that a model names rightly.</summary>
internal static class Accuracy
{
    private const int BatchSize = 500;

    public static double Of(DigitClassifier model, DigitSet digits)
    {
        var logits = new float[BatchSize * 10];
        var right = 0;
        for (var first = 0; first < digits.Count; first += BatchSize)
        {
            var rows = Math.Min(BatchSize, digits.Count - first);
            model.Predict(digits.Images.AsSpan(first * DigitSet.Pixels, rows * DigitSet.Pixels), logits);
            for (var row = 0; row < rows; row++)
            {
                if (Greatest(logits.AsSpan(row * 10, 10)) == digits.Labels[first + row]) right++;
            }
        }

        return (double)right / digits.Count;
    }

    /// <summary>The place of the greatest number: the predicted digit.</summary>
    public static int Greatest(ReadOnlySpan<float> logits) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(logits);
}
