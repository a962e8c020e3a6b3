using System.Numerics;
using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>
/// A metric of the order of the scores, of each class against the others. It keeps all scores, 8 bytes each, for it is exact: the result
/// does not depend on how the samples are divided into batches.
/// </summary>
public abstract class RankingMetric : IMetric<float, int>, IMetric<double, int>
{
    private readonly int _classes;
    private readonly Average _average;
    private readonly bool _logits;
    private readonly List<double> _scores = [];
    private readonly List<int> _labels = [];

    private protected RankingMetric(string name, int classes, Average average, bool logits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (average is not (Average.Macro or Average.Weighted))
            throw new ArgumentOutOfRangeException(nameof(average), average, $"{name} has the averages Macro and Weighted; of two "
                + "classes it is that of class 1, whatever the average.");
        (Name, _classes, _average, _logits) = (AverageName.Of(name, average), classes, average, logits);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The metric of each class against all others.</summary>
    public double[] PerClass => [.. Enumerable.Range(0, _classes).Select(Of)];

    /// <inheritdoc/>
    public double Value
    {
        get
        {
            if (_labels.Count == 0) return double.NaN;
            if (_classes == 2) return Of(1);
            var values = PerClass;
            return _average == Average.Macro ? values.Average()
                : values.Select((value, number) => value * Actual(number)).Sum() / _labels.Count;
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _scores.Clear();
        _labels.Clear();
    }

    /// <summary>Takes a batch.</summary>
    /// <param name="predictions">[N, C], row by row: of more than two classes, probabilities, or logits where the metric was told so. Of
    /// two
    /// classes [N] will do, anything that grows with the probability of class 1.</param>
    /// <param name="targets">[N]: the class of each sample.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, a label is no class, a score is NaN, the largest logit of a sample is not
    /// finite, or its probabilities do not add to 1; nothing was kept.</exception>
    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<int> targets) => AddBatch(predictions, targets);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(ReadOnlySpan<double> predictions, ReadOnlySpan<int> targets) => AddBatch(predictions, targets);

    /// <summary>The name and the value.</summary>
    public override string ToString() => $"{Name} {ScoreRows.Text(Value)}";

    /// <summary>The metric of one class.</summary>
    /// <param name="groups">Samples with the same score, the highest score first: how many are of the class, and how many are not.</param>
    /// <param name="positives">How many are of the class.</param>
    /// <param name="negatives">How many are not.</param>
    private protected abstract double Of(IEnumerable<(long Positives, long Negatives)> groups, long positives, long negatives);

    private void AddBatch<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var columns = ScoreRows.Columns(Name, scores.Length, labels.Length);
        if (labels.Length > 0 && columns != _classes && !(columns == 1 && _classes == 2))
            throw new ArgumentException($"{Name} is one of {_classes} classes, but a sample has {columns} scores.", "predictions");
        for (var sample = 0; sample < labels.Length; sample++)
        {
            ScoreRows.CheckLabel(Name, labels[sample], _classes, sample);
            ScoreRows.CheckScores(Name, scores.Slice(sample * columns, columns), sample);
            if (columns > 1 && _logits) CheckLargest(scores.Slice(sample * columns, columns), sample);
            if (columns > 2 && !_logits) CheckSum(scores.Slice(sample * columns, columns), sample);
        }

        for (var sample = 0; sample < labels.Length; sample++) Keep(scores.Slice(sample * columns, columns));
        _labels.AddRange(labels);
    }

    private double Of(int number)
    {
        if (_labels.Count == 0) return double.NaN;
        var positives = Actual(number);
        return Of(Groups(number), positives, _labels.Count - positives);
    }

    private long Actual(int number) => _labels.LongCount(label => label == number);

    private List<(long Positives, long Negatives)> Groups(int number)
    {
        var scores = new double[_labels.Count];
        for (var sample = 0; sample < scores.Length; sample++) scores[sample] = -_scores[(sample * _classes) + number];
        var isOf = _labels.Select(label => label == number).ToArray();
        Array.Sort(scores, isOf);
        var groups = new List<(long Positives, long Negatives)>();
        for (var (first, last) = (0, 0); first < scores.Length; first = last)
        {
            while (last < scores.Length && scores[last] == scores[first]) last++;
            var positives = isOf.AsSpan(first, last - first).Count(true);
            groups.Add((positives, last - first - positives));
        }

        return groups;
    }

    private void Keep<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (row.Length == 1)
        {
            var score = double.CreateChecked(row[0]);
            _scores.AddRange([-score, score]);
            return;
        }

        var start = _scores.Count;
        foreach (var score in row) _scores.Add(double.CreateChecked(score));
        if (_logits) Probabilities.Softmax(CollectionsMarshal.AsSpan(_scores)[start..]);
    }

    private void CheckLargest<T>(ReadOnlySpan<T> row, int sample)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var largest = row[0];
        foreach (var logit in row) largest = T.Max(largest, logit);
        if (!T.IsFinite(largest))
            throw new ArgumentException($"{Name}: the largest logit of sample {sample} is {largest}, so there are no probabilities; it "
                + "must be finite.", "predictions");
    }

    private void CheckSum<T>(ReadOnlySpan<T> row, int sample)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = 0.0;
        foreach (var score in row) sum += double.CreateChecked(score);
        if (!(Math.Abs(sum - 1) <= 1e-5))
            throw new ArgumentException($"{Name}: the scores of sample {sample} add to {ScoreRows.Text(sum)}; probabilities add to 1. For "
                + "logits, make the metric with logits: true.", "predictions");
    }
}
