using System.Numerics;

namespace ModelGen;

/// <summary>
/// The share of samples whose class is among the k with the highest scores:
/// <a href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.top_k_accuracy_score.html">top_k_accuracy_score</a>. Of equal
/// scores the later class comes first, as there.
/// </summary>
public sealed class TopKAccuracy : IMetric<float, int>, IMetric<double, int>
{
    private readonly int _k;
    private long _right;
    private long _samples;

    /// <summary>Makes the metric.</summary>
    /// <param name="k">How many classes are looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public TopKAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        _k = k;
    }

    /// <inheritdoc/>
    public string Name => $"top {_k} accuracy";

    /// <inheritdoc/>
    public double Value => (double)_right / _samples;

    /// <inheritdoc/>
    public void Reset() => (_right, _samples) = (0, 0);

    /// <summary>Takes a batch.</summary>
    /// <param name="predictions">[N, C], row by row: logits or probabilities of two classes or more.</param>
    /// <param name="targets">[N]: the class of each sample.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, a label is no class or a score is NaN; nothing was counted.</exception>
    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<int> targets) => AddBatch(predictions, targets);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(ReadOnlySpan<double> predictions, ReadOnlySpan<int> targets) => AddBatch(predictions, targets);

    /// <summary>The name and the value.</summary>
    public override string ToString() => $"{Name} {ScoreRows.Text(Value)}";

    private void AddBatch<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var columns = ScoreRows.ColumnsOfClasses(Name, scores.Length, labels.Length, "scores");
        for (var sample = 0; sample < labels.Length; sample++)
        {
            ScoreRows.CheckLabel(Name, labels[sample], columns, sample);
            ScoreRows.CheckScores(Name, scores.Slice(sample * columns, columns), sample);
        }

        for (var sample = 0; sample < labels.Length; sample++)
        {
            if (Rank(scores.Slice(sample * columns, columns), labels[sample]) < _k) _right++;
        }

        _samples += labels.Length;
    }

    private static int Rank<T>(ReadOnlySpan<T> row, int label)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rank = 0;
        for (var column = 0; column < row.Length; column++)
        {
            if (row[column] > row[label] || (row[column] == row[label] && column > label)) rank++;
        }

        return rank;
    }
}
