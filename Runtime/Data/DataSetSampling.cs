using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Sets whose samples are drawn from others.</summary>
public static class DataSetSampling
{
    /// <summary>
    /// Samples that are drawn with replacement, as of PyTorch's WeightedRandomSampler: in each epoch others, by the loader's seed.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="weights">One for each sample: how often it is drawn, in proportion; they need not add to 1.</param>
    /// <param name="count">How many are drawn in an epoch.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 0, or a weight is below 0 or not finite.</exception>
    /// <exception cref="ArgumentException">There is not one weight for each sample, or all are 0.</exception>
    public static DataSet<TInput, TTarget> SampleWeighted<TInput, TTarget>(this DataSet<TInput, TTarget> set,
        ReadOnlySpan<double> weights, int count)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (weights.Length != set.Count)
            throw new ArgumentException($"There are {weights.Length} weights and {set.Count} samples; give one for each.", nameof(weights));
        var (sums, sum) = (new double[weights.Length], 0.0);
        for (var sample = 0; sample < sums.Length; sample++)
        {
            if (!(weights[sample] >= 0 && double.IsFinite(weights[sample])))
                throw new ArgumentOutOfRangeException(nameof(weights), weights[sample], $"The weight of sample {sample} must be 0 or "
                    + "more.");
            sums[sample] = sum += weights[sample];
        }

        if (!(sum > 0)) throw new ArgumentException("All weights are 0, so no sample can be drawn.", nameof(weights));
        return new WeightedSet<TInput, TTarget>(set, sums, count);
    }

    /// <summary>
    /// As many samples as there are, drawn with replacement so that each class that occurs is as likely as another. All labels are read
    /// once, now.
    /// </summary>
    /// <param name="set">The set, whose targets are labels.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentException">A target is more than a label, or there are no samples.</exception>
    /// <exception cref="DataLoadException">A sample could not be read.</exception>
    public static DataSet<TInput, int> SampleClassBalanced<TInput>(this DataSet<TInput, int> set)
        where TInput : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        var labels = SampleReader.Labels(set);
        var counts = labels.GroupBy(label => label).ToDictionary(group => group.Key, group => group.Count());
        return set.SampleWeighted([.. labels.Select(label => 1.0 / counts[label])], set.Count);
    }
}
