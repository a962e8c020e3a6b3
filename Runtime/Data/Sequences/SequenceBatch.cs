namespace ModelGen;

/// <summary>
/// Some sequences, filled up to the length of the longest. Its memory is used again for the next batch, so copy what is to stay.
/// </summary>
/// <typeparam name="TInput">An element of a step.</typeparam>
/// <typeparam name="TTarget">An element of a target.</typeparam>
public readonly ref struct SequenceBatch<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    internal SequenceBatch(int length, ReadOnlySpan<TInput> input, ReadOnlySpan<int> lengths, ReadOnlySpan<TTarget> target)
    {
        Length = length;
        Input = input;
        Lengths = lengths;
        Target = target;
    }

    /// <summary>How many sequences.</summary>
    public int Count => Lengths.Length;

    /// <summary>Steps of the longest one, which all are filled up to: T.</summary>
    public int Length { get; }

    /// <summary>[N, T, features]: the steps, then the padding, sequence by sequence.</summary>
    public ReadOnlySpan<TInput> Input { get; }

    /// <summary>[N]: how many steps of each are its own.</summary>
    public ReadOnlySpan<int> Lengths { get; }

    /// <summary>[N, ...]: the targets.</summary>
    public ReadOnlySpan<TTarget> Target { get; }

    /// <summary>Gives all: <c>foreach (var (x, lengths, y) in loader)</c>.</summary>
    /// <param name="input">The steps.</param>
    /// <param name="lengths">The lengths.</param>
    /// <param name="target">The targets.</param>
    public void Deconstruct(out ReadOnlySpan<TInput> input, out ReadOnlySpan<int> lengths, out ReadOnlySpan<TTarget> target)
    {
        input = Input;
        lengths = Lengths;
        target = Target;
    }
}
