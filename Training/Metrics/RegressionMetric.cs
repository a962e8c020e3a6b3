using System.Numerics;

namespace ModelGen;

/// <summary>
/// A metric of differences. Sums are in double and in the samples' order, so batches do not change their bits. A number that is not finite
/// makes the value so too.
/// </summary>
public abstract class RegressionMetric : IMetric<float, float>, IMetric<double, double>
{
    private readonly int _outputs;

    private protected RegressionMetric(string name, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (Name, _outputs) = (name, outputs);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public abstract double Value { get; }

    /// <inheritdoc/>
    public abstract void Reset();

    /// <summary>Takes a batch.</summary>
    /// <param name="predictions">[N] or [N, D]: what a model gives.</param>
    /// <param name="targets">As many: what is so.</param>
    /// <exception cref="ArgumentException">There are not as many of both, or no whole samples; nothing was counted.</exception>
    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets) => AddBatch(predictions, targets);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public void Add(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets) => AddBatch(predictions, targets);

    /// <summary>The name and the value.</summary>
    public override string ToString() => $"{Name} {ScoreRows.Text(Value)}";

    private protected abstract void Count(double prediction, double target, int output);

    private void AddBatch<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (predictions.Length != targets.Length || predictions.Length % _outputs != 0)
            throw new ArgumentException($"{Name} got {predictions.Length} predictions and {targets.Length} targets; give as many of each, "
                + $"{_outputs} for a sample.", nameof(predictions));
        for (var index = 0; index < targets.Length; index++)
            Count(double.CreateChecked(predictions[index]), double.CreateChecked(targets[index]), index % _outputs);
    }
}
