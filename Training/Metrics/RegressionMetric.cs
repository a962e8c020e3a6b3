using System.Numerics;

namespace ModelGen;

/// <summary>
/// A metric of differences. Sums are in double and in the samples' order, so batches do not change their bits. A number that is not finite
/// makes the value so too.
/// </summary>
public abstract class RegressionMetric : IRegressionMetric
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

    /// <inheritdoc/>
    public void Add<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (predictions.Length != targets.Length || predictions.Length % _outputs != 0)
            throw new ArgumentException($"{Name} got {predictions.Length} predictions and {targets.Length} targets; give as many of each, "
                + $"{_outputs} for a sample.", nameof(predictions));
        for (var index = 0; index < targets.Length; index++)
            Count(double.CreateChecked(predictions[index]), double.CreateChecked(targets[index]), index % _outputs);
    }

    /// <summary>The name and the value.</summary>
    public override string ToString() => $"{Name} {ScoreRows.Text(Value)}";

    private protected abstract void Count(double prediction, double target, int output);
}
