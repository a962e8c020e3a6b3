namespace ModelGen;

/// <summary>Probabilities of logits, in double.</summary>
internal static class Probabilities
{
    /// <summary>Replaces logits by exp(x_i - m) / sum of exp(x_j - m), with the largest x as m.</summary>
    public static void Softmax(Span<double> row)
    {
        var largest = row[0];
        foreach (var logit in row) largest = Math.Max(largest, logit);
        var sum = 0.0;
        foreach (ref var logit in row) sum += logit = Math.Exp(logit - largest);
        foreach (ref var probability in row) probability /= sum;
    }
}
