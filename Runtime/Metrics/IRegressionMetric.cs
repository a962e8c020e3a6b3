using System.Numerics;

namespace ModelGen;

/// <summary>A metric of numbers against numbers.</summary>
public interface IRegressionMetric : IMetric<float, float>, IMetric<double, double>
{
    /// <summary>Takes a batch.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="predictions">[N] or [N, D]: what a model gives.</param>
    /// <param name="targets">As many: what is so.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    void Add<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <inheritdoc/>
    void IMetric<float, float>.Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets) => Add<float>(predictions, targets);

    /// <inheritdoc/>
    void IMetric<double, double>.Add(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets) => Add<double>(predictions, targets);
}
