using System.Numerics;

namespace ModelGen;

/// <summary>
/// exp of the mean negative log-likelihood of the labels (Jelinek et al., "Perplexity - a measure of the difficulty of speech recognition
/// tasks", JASA 62, 1977): the number of classes that a model which guesses as well hesitates between. Its logarithm is
/// <a href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.log_loss.html">log_loss</a> of the softmax.
/// </summary>
/// <param name="ignoreLabel">Samples with this label do not count, as those that only fill a batch; null to count all.</param>
public sealed class Perplexity(int? ignoreLabel = null) : IMetric<float, int>, IMetric<double, int>
{
    private double _sum;
    private long _count;

    /// <inheritdoc/>
    public string Name => "perplexity";

    /// <inheritdoc/>
    public double Value => Math.Exp(_sum / _count);

    /// <inheritdoc/>
    public void Reset() => (_sum, _count) = (0, 0);

    /// <summary>Takes a batch.</summary>
    /// <param name="predictions">[N, C], row by row: logits. A logit that is NaN makes the value NaN.</param>
    /// <param name="targets">[N]: the class of each sample, such as the token that came.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a label is no class; nothing was counted.</exception>
    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<int> targets) => AddBatch(predictions, targets);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(ReadOnlySpan<double> predictions, ReadOnlySpan<int> targets) => AddBatch(predictions, targets);

    /// <summary>The name and the value.</summary>
    public override string ToString() => $"{Name} {ScoreRows.Text(Value)}";

    private void AddBatch<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var columns = ScoreRows.ColumnsOfClasses(Name, scores.Length, labels.Length, "logits");
        for (var sample = 0; sample < labels.Length; sample++)
        {
            if (labels[sample] != ignoreLabel) ScoreRows.CheckLabel(Name, labels[sample], columns, sample);
        }

        for (var sample = 0; sample < labels.Length; sample++)
        {
            if (labels[sample] == ignoreLabel) continue;
            _sum += NegativeLogLikelihood(scores.Slice(sample * columns, columns), labels[sample]);
            _count++;
        }
    }

    private static double NegativeLogLikelihood<T>(ReadOnlySpan<T> logits, int label)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var largest = double.NegativeInfinity;
        foreach (var logit in logits) largest = Math.Max(largest, double.CreateChecked(logit));
        var sum = 0.0;
        foreach (var logit in logits) sum += Math.Exp(double.CreateChecked(logit) - largest);
        return Math.Log(sum) - (double.CreateChecked(logits[label]) - largest);
    }
}
