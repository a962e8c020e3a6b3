namespace ModelGen;

/// <summary>
/// Of the samples that a class is predicted for, the share that are of it:
/// <a href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_score.html">precision_score</a>.
/// </summary>
/// <param name="classes">How many classes there are, 2 or more.</param>
/// <param name="average">How the classes' numbers become one. A class that does not occur does not count in Macro.</param>
/// <param name="threshold">Of one score for a sample, class 1 is predicted above it: 0 for logits, 0.5 for probabilities.</param>
/// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes, the average is Binary and there are more, or the threshold
/// is NaN.</exception>
public sealed class PrecisionScore(int classes, Average average = Average.Macro, double threshold = 0)
    : ClassRatioMetric("precision", classes, average, threshold)
{
    private protected override (long Numerator, long Denominator) Ratio(long hits, long predicted, long actual) => (hits, predicted);
}
