namespace ModelGen;

/// <summary>
/// What stands for an axis between the brackets of <c>x[.., position, ^2..]</c>: an index, which takes the axis away, or a range, which
/// keeps it. <c>..</c> is the whole axis, <c>^1</c> the last index, as in C#. Made by conversion alone.
/// </summary>
public readonly struct TensorIndex
{
    /// <summary>A whole number: a constant, a variable of a loop, arithmetic of them. A negative constant counts from the end.</summary>
    public static implicit operator TensorIndex(int index) => throw CompiledByModelGen.Error();

    /// <summary>An index from the start or from the end.</summary>
    public static implicit operator TensorIndex(Index index) => throw CompiledByModelGen.Error();

    /// <summary>A half-open range.</summary>
    public static implicit operator TensorIndex(Range range) => throw CompiledByModelGen.Error();
}
