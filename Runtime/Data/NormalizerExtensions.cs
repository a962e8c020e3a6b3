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

    /// <summary>The samples with their targets normalized, each time that they are read.</summary>
    /// <param name="set">The set.</param>
    /// <param name="normalizer">Fitted on the training part, by <see cref="Normalizer.FitTargets"/>.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The normalizer has not as many features as a target has elements.</exception>
    public static DataSet<TInput, float> NormalizeTargets<TInput>(this DataSet<TInput, float> set, Normalizer normalizer)
        where TInput : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(normalizer);
        if (set.TargetSize != normalizer.Means.Length)
            throw new ArgumentException($"A target has {set.TargetSize} elements, and the normalizer {normalizer.Means.Length} features; "
                + $"fit it by {nameof(Normalizer)}.{nameof(Normalizer.FitTargets)}.", nameof(normalizer));
        return set.Map((_, target, ref _) => normalizer.Apply(target));
    }
}
