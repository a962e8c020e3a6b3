using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Sets of some samples of others.</summary>
public static class DataSetSelection
{
    // Apart from the turns of a loader that has the same seed.
    private const long Shuffled = 1L << 62;

    /// <summary>Samples by their numbers; one may come more than once.</summary>
    /// <param name="set">The set.</param>
    /// <param name="indices">The numbers, in the order that the samples are to have.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public static DataSet<TInput, TTarget> Subset<TInput, TTarget>(this DataSet<TInput, TTarget> set, params int[] indices)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(indices);
        foreach (var index in indices)
        {
            if ((uint)index >= (uint)set.Count)
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"The set has {set.Count} samples; a number must be in "
                    + $"[0, {set.Count}).");
        }

        return new SubsetSet<TInput, TTarget>(set, [.. indices]);
    }

    /// <summary>The first samples, or all where there are fewer.</summary>
    /// <param name="set">The set.</param>
    /// <param name="count">How many.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 0.</exception>
    public static DataSet<TInput, TTarget> Take<TInput, TTarget>(this DataSet<TInput, TTarget> set, int count)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new SubsetSet<TInput, TTarget>(set, [.. Enumerable.Range(0, Math.Min(count, set.Count))]);
    }

    /// <summary>The samples after the first ones; none where there are no more.</summary>
    /// <param name="set">The set.</param>
    /// <param name="count">How many are left out.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 0.</exception>
    public static DataSet<TInput, TTarget> Skip<TInput, TTarget>(this DataSet<TInput, TTarget> set, int count)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var first = Math.Min(count, set.Count);
        return new SubsetSet<TInput, TTarget>(set, [.. Enumerable.Range(first, set.Count - first)]);
    }

    /// <summary>The samples in an order that depends on the seed alone. A loader's own shuffle has another order for each epoch.</summary>
    /// <param name="set">The set.</param>
    /// <param name="seed">The seed.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    public static DataSet<TInput, TTarget> Shuffle<TInput, TTarget>(this DataSet<TInput, TTarget> set, long seed)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        return new SubsetSet<TInput, TTarget>(set, Order(set.Count, seed));
    }

    /// <summary>Two parts that are drawn by the seed: the first has round(fraction * count) samples, the second the others.</summary>
    /// <param name="set">The set.</param>
    /// <param name="fraction">The first part's share, in [0, 1].</param>
    /// <param name="seed">The seed.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not in [0, 1].</exception>
    public static (DataSet<TInput, TTarget> First, DataSet<TInput, TTarget> Second) Split<TInput, TTarget>(
        this DataSet<TInput, TTarget> set, double fraction, long seed)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        StratifiedSplit.CheckFraction(fraction);
        var order = Order(set.Count, seed);
        var first = StratifiedSplit.Part(fraction, order.Length);
        return (new SubsetSet<TInput, TTarget>(set, order[..first]), new SubsetSet<TInput, TTarget>(set, order[first..]));
    }

    /// <summary>
    /// Two parts that are drawn by the seed, where each class has the same share in both, to a sample. All labels are read once, now.
    /// </summary>
    /// <param name="set">The set, whose targets are labels.</param>
    /// <param name="fraction">The first part's share, in [0, 1].</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stratified">Whether classes keep their shares; if not, it is the other overload.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentException">A target is more than a label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not in [0, 1].</exception>
    /// <exception cref="DataLoadException">A sample could not be read.</exception>
    public static (DataSet<TInput, int> First, DataSet<TInput, int> Second) Split<TInput>(this DataSet<TInput, int> set, double fraction,
        long seed, bool stratified)
        where TInput : unmanaged
    {
        if (!stratified) return set.Split(fraction, seed);
        ArgumentNullException.ThrowIfNull(set);
        StratifiedSplit.CheckFraction(fraction);
        var (first, second) = StratifiedSplit.Divide(Order(set.Count, seed), SampleReader.Labels(set), fraction);
        return (new SubsetSet<TInput, int>(set, first), new SubsetSet<TInput, int>(set, second));
    }

    /// <summary>The samples of several sets, one set after the other.</summary>
    /// <param name="set">The first set.</param>
    /// <param name="others">The others, of the same sizes.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentException">A set has other sizes.</exception>
    public static DataSet<TInput, TTarget> Concat<TInput, TTarget>(this DataSet<TInput, TTarget> set,
        params DataSet<TInput, TTarget>[] others)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(others);
        foreach (var other in others)
        {
            if ((other.InputSize, other.TargetSize) != (set.InputSize, set.TargetSize))
                throw new ArgumentException($"A set has samples of {other.InputSize} and {other.TargetSize} elements, and the first set of "
                    + $"{set.InputSize} and {set.TargetSize}; sets that follow each other must have the same. Map makes others.",
                    nameof(others));
        }

        return new ConcatSet<TInput, TTarget>([set, .. others]);
    }

    private static int[] Order(int count, long seed)
    {
        var order = new SampleOrder();
        order.Begin(count, shuffle: true, seed, Shuffled);
        return [.. Enumerable.Range(0, count).Select(place => order[place])];
    }
}
