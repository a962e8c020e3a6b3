namespace ModelGen;

/// <summary>
/// The area under the curve of true against false positives: the chance that a sample of the class has a higher score than one that is
/// not, where equal scores count half (Hanley and McNeil, Radiology 143, 1982):
/// <a href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.roc_auc_score.html">roc_auc_score</a>, of more than two
/// classes with <c>multi_class="ovr"</c>. A class that all samples or none have makes it NaN.
/// </summary>
/// <param name="classes">How many classes there are, 2 or more; of 2 it is the area of class 1.</param>
/// <param name="average">Macro or Weighted.</param>
/// <param name="logits">Whether the scores of more than one class are logits; if not, they are probabilities.</param>
/// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes, or the average is another.</exception>
public sealed class Auroc(int classes = 2, Average average = Average.Macro, bool logits = false)
    : RankingMetric("auroc", classes, average, logits)
{
    private protected override double Of(IEnumerable<(long Positives, long Negatives)> groups, long positives, long negatives)
    {
        // Twice the number of pairs that are in order is whole, so nothing is rounded before the division.
        var (above, pairs) = (0L, (Int128)0);
        foreach (var group in groups)
        {
            pairs += (Int128)group.Negatives * ((2 * above) + group.Positives);
            above += group.Positives;
        }

        return (double)pairs / (2.0 * positives * negatives);
    }
}
