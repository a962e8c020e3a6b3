using System.Numerics;

namespace ModelGen;

/// <summary>
/// A metric of predicted classes. It counts in whole numbers, so the result has the same bits however the samples are divided into batches.
/// </summary>
public abstract class LabelMetric : IMetric<float, int>, IMetric<double, int>
{
    private readonly double _threshold;

    private protected LabelMetric(string name, int? classes, double threshold)
    {
        if (classes is { } count) ArgumentOutOfRangeException.ThrowIfLessThan(count, 2, nameof(classes));
        if (double.IsNaN(threshold))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold is NaN; no score is above it.");
        (Name, Classes, _threshold) = (name, classes, threshold);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public abstract double Value { get; }

    private protected int? Classes { get; }

    /// <inheritdoc/>
    public abstract void Reset();

    /// <summary>
    /// Takes a batch of scores: the class with the highest one is predicted, the first of those that are equal, as NumPy's argmax. Of one
    /// score for a sample, class 1 is predicted where it is above the threshold.
    /// </summary>
    /// <param name="predictions">[N, C], row by row: logits or probabilities; [N] for two classes.</param>
    /// <param name="targets">[N]: the class of each sample.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, a label is no class or a score is NaN; nothing was counted.</exception>
    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<int> targets) => AddBatch(predictions, targets);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(ReadOnlySpan<double> predictions, ReadOnlySpan<int> targets) => AddBatch(predictions, targets);

    /// <summary>Takes a batch of predicted classes.</summary>
    /// <param name="predictions">[N]: the predicted class of each sample.</param>
    /// <param name="targets">[N]: its class.</param>
    /// <exception cref="ArgumentException">The sizes differ, or a number is no class; nothing was counted.</exception>
    public void Add(ReadOnlySpan<int> predictions, ReadOnlySpan<int> targets)
    {
        if (predictions.Length != targets.Length)
            throw new ArgumentException($"{Name} got {predictions.Length} predictions and {targets.Length} labels; give one of each for a "
                + "sample.", nameof(predictions));
        for (var sample = 0; sample < targets.Length; sample++)
        {
            ScoreRows.CheckLabel(Name, targets[sample], Classes ?? int.MaxValue, sample);
            ScoreRows.CheckLabel(Name, predictions[sample], Classes ?? int.MaxValue, sample, "prediction");
        }

        for (var sample = 0; sample < targets.Length; sample++) Count(predictions[sample], targets[sample]);
    }

    /// <summary>The name and the value.</summary>
    public override string ToString() => $"{Name} {ScoreRows.Text(Value)}";

    private protected abstract void Count(int predicted, int label);

    private void AddBatch<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var columns = ScoreRows.Columns(Name, scores.Length, labels.Length);
        var classes = Math.Max(columns, 2);
        if (labels.Length > 0 && Classes is { } expected && classes != expected)
            throw new ArgumentException($"{Name} is one of {expected} classes, but a sample has {columns} scores.", "predictions");
        for (var sample = 0; sample < labels.Length; sample++)
        {
            ScoreRows.CheckLabel(Name, labels[sample], classes, sample);
            ScoreRows.CheckScores(Name, scores.Slice(sample * columns, columns), sample);
        }

        for (var sample = 0; sample < labels.Length; sample++)
            Count(ScoreRows.Predicted(scores.Slice(sample * columns, columns), _threshold), labels[sample]);
    }
}
