namespace ModelGen;

/// <summary>
/// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN):
/// <a href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.f1_score.html">f1_score</a>.
/// </summary>
/// <param name="classes">How many classes there are, 2 or more.</param>
/// <param name="average">How the classes' numbers become one. A class that does not occur does not count in Macro.</param>
/// <param name="threshold">Of one score for a sample, class 1 is predicted above it: 0 for logits, 0.5 for probabilities.</param>
/// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes, the average is Binary and there are more, or the threshold
/// is NaN.</exception>
public sealed class F1Score(int classes, Average average = Average.Macro, double threshold = 0)
    : ClassRatioMetric("f1", classes, average, threshold)
{
    private protected override (long Numerator, long Denominator) Ratio(long hits, long predicted, long actual)
        => (2 * hits, predicted + actual);
}
