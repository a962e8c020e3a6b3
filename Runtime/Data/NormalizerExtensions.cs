namespace ModelGen;

/// <summary>Sets whose inputs are normalized.</summary>
public static class NormalizerExtensions
{
    /// <summary>The samples with their inputs normalized, each time that they are read.</summary>
    /// <param name="set">The set.</param>
    /// <param name="normalizer">Fitted on the training part.</param>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An input has no whole features.</exception>
    public static DataSet<float, TTarget> Normalize<TTarget>(this DataSet<float, TTarget> set, Normalizer normalizer)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(normalizer);
        if (set.InputSize % normalizer.Means.Length != 0)
            throw new ArgumentException($"An input has {set.InputSize} elements, which is no multiple of the normalizer's "
                + $"{normalizer.Means.Length} features.", nameof(normalizer));
        return set.Map((input, _, ref _) => normalizer.Apply(input, input.Length));
    }
}
