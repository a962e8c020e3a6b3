using System.Numerics;

namespace ModelGen;

/// <summary>A metric of scores against the numbers of classes.</summary>
public interface IClassificationMetric : IMetric<float, int>, IMetric<double, int>
{
    /// <summary>Takes a batch.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="scores">[N, C], row by row: what a model gives for each class; [N] for two classes.</param>
    /// <param name="labels">[N]: the class of each sample.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a label is no class; the message names the sample.</exception>
    void Add<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <inheritdoc/>
    void IMetric<float, int>.Add(ReadOnlySpan<float> predictions, ReadOnlySpan<int> targets) => Add<float>(predictions, targets);

    /// <inheritdoc/>
    void IMetric<double, int>.Add(ReadOnlySpan<double> predictions, ReadOnlySpan<int> targets) => Add<double>(predictions, targets);
}
