namespace ModelGen;

/// <summary>
/// Some samples of a data set, one after the other. Its memory is used again for the next batch, so copy what is to stay.
/// </summary>
/// <typeparam name="TInput">An element of an input.</typeparam>
/// <typeparam name="TTarget">An element of a target.</typeparam>
public readonly ref struct Batch<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    internal Batch(int count, ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target)
    {
        Count = count;
        Input = input;
        Target = target;
    }

    /// <summary>How many samples: the loader's batch size, or fewer in the last batch.</summary>
    public int Count { get; }

    /// <summary>The inputs, sample by sample.</summary>
    public ReadOnlySpan<TInput> Input { get; }

    /// <summary>The targets, sample by sample.</summary>
    public ReadOnlySpan<TTarget> Target { get; }

    /// <summary>Gives both: <c>foreach (var (x, y) in loader)</c>.</summary>
    /// <param name="input">The inputs.</param>
    /// <param name="target">The targets.</param>
    public void Deconstruct(out ReadOnlySpan<TInput> input, out ReadOnlySpan<TTarget> target)
    {
        input = Input;
        target = Target;
    }
}
