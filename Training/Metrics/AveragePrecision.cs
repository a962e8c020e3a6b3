namespace ModelGen;

/// <summary>
/// The precision at each threshold, weighted by how much the recall grows there:
/// <a href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.average_precision_score.html">average_precision_score</a>,
/// each class against the others. It is 0 for a class that no sample has, as there.
/// </summary>
/// <param name="classes">How many classes there are, 2 or more; of 2 it is the average precision of class 1.</param>
/// <param name="average">Macro or Weighted.</param>
/// <param name="logits">Whether the scores of more than one class are logits; if not, they are probabilities.</param>
/// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes, or the average is another.</exception>
public sealed class AveragePrecision(int classes = 2, Average average = Average.Macro, bool logits = false)
    : RankingMetric("average precision", classes, average, logits)
{
    private protected override double Of(IEnumerable<(long Positives, long Negatives)> groups, long positives, long negatives)
    {
        if (positives == 0) return 0;
        var (hits, predicted, sum) = (0L, 0L, 0.0);
        foreach (var group in groups)
        {
            hits += group.Positives;
            predicted += group.Positives + group.Negatives;
            sum += (double)group.Positives / positives * ((double)hits / predicted);
        }

        return sum;
    }
}
