namespace ModelGen;

/// <summary>
/// Samples to train on, each an input and a target of fixed sizes. Derive from it and give <see cref="Count"/> and Fill; a
/// <see cref="DataLoader{TInput, TTarget}"/> makes batches of it. For samples that are in memory, see <see cref="DataSet"/>.
/// </summary>
/// <typeparam name="TInput">An element of an input: float, double or int.</typeparam>
/// <typeparam name="TTarget">An element of a target: float, double or int.</typeparam>
public abstract class DataSet<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Sets the sizes of a sample.</summary>
    /// <param name="inputSize">Elements of an input, such as 784 for an image of 28 x 28.</param>
    /// <param name="targetSize">Elements of a target, such as 1 for a class.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    protected DataSet(int inputSize, int targetSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        (InputSize, TargetSize) = (inputSize, targetSize);
    }

    /// <summary>Elements of an input.</summary>
    public int InputSize { get; }

    /// <summary>Elements of a target.</summary>
    public int TargetSize { get; }

    /// <summary>How many samples there are. It is asked at the beginning of each epoch.</summary>
    public abstract int Count { get; }

    /// <summary>
    /// Writes one sample. The workers of a loader call it at the same time for several samples, so it must not write to anything shared;
    /// the same index must give the same numbers.
    /// </summary>
    /// <param name="index">Which, in [0, <see cref="Count"/>).</param>
    /// <param name="input">Zeros, of <see cref="InputSize"/> elements.</param>
    /// <param name="target">Zeros, of <see cref="TargetSize"/> elements.</param>
    public abstract void Fill(int index, Span<TInput> input, Span<TTarget> target);

    /// <summary>
    /// Writes one sample as it is in an epoch, which is what a loader calls. Override it where the numbers depend on the epoch or on random
    /// numbers, which then come of the context alone; as it stands, it calls the other one.
    /// </summary>
    /// <param name="index">Which, in [0, <see cref="Count"/>).</param>
    /// <param name="context">The epoch, and a source of random numbers.</param>
    /// <param name="input">Zeros, of <see cref="InputSize"/> elements.</param>
    /// <param name="target">Zeros, of <see cref="TargetSize"/> elements.</param>
    public virtual void Fill(int index, SampleContext context, Span<TInput> input, Span<TTarget> target) => Fill(index, input, target);
}

/// <summary>Makes data sets.</summary>
public static partial class DataSet
{
    /// <summary>A set of samples that are in memory, one after the other.</summary>
    /// <param name="inputs">The inputs; they are not copied.</param>
    /// <param name="targets">The targets; they are not copied.</param>
    /// <param name="count">How many samples.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    /// <exception cref="ArgumentException">A number of elements is no multiple of the count.</exception>
    public static DataSet<TInput, TTarget> Of<TInput, TTarget>(ReadOnlyMemory<TInput> inputs, ReadOnlyMemory<TTarget> targets, int count)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new Runtime.MemoryDataSet<TInput, TTarget>(inputs, targets, count, Size(inputs.Length, nameof(inputs)),
            Size(targets.Length, nameof(targets)));

        int Size(int elements, string name) => elements > 0 && elements % count == 0 ? elements / count
            : throw new ArgumentException($"{name} has {elements} elements, which are not the same number for each of {count} samples.",
                name);
    }

    /// <inheritdoc cref="Of{TInput, TTarget}(ReadOnlyMemory{TInput}, ReadOnlyMemory{TTarget}, int)"/>
    public static DataSet<TInput, TTarget> Of<TInput, TTarget>(TInput[] inputs, TTarget[] targets, int count)
        where TInput : unmanaged
        where TTarget : unmanaged
        => Of<TInput, TTarget>(inputs.AsMemory(), targets.AsMemory(), count);
}
