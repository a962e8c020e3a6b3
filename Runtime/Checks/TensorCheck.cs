using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>What emitted calls check of tensors, and their elements as spans.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorCheck
{
    /// <summary>Checks the number of dimensions; one element is as good as a tensor without dimensions.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="declared">Its shape as declared.</param>
    /// <param name="tensor">What was given.</param>
    /// <param name="rank">How many dimensions it must have.</param>
    /// <param name="overSpans">The call that takes arrays and spans with sizes, where there is one: an array is a tensor of one
    /// dimension.</param>
    /// <exception cref="ArgumentException">It differs from the declared shape's.</exception>
    public static void Rank<T>(string name, string declared, in ReadOnlyTensorSpan<T> tensor, int rank, string? overSpans = null)
    {
        if (tensor.Rank == rank || (rank == 0 && tensor.FlattenedLength == 1)) return;
        var instead = overSpans is null || tensor.Rank != 1 ? ""
            : $" An array is a tensor of one dimension; with arrays and spans, pass the sizes: {overSpans}.";
        throw new ArgumentException($"{name} {declared} has {rank} dimensions; got a tensor of {ShapeText.Of(tensor.Lengths)}.{instead}",
            name);
    }

    /// <summary>A symbol that a dimension tells, as slope times the symbol plus offset.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="declared">Its shape as declared, such as <c>[N, 2*K]</c>.</param>
    /// <param name="tensor">What was given.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="form">The dimension as declared, such as <c>2*K</c>.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="slope">How much the dimension grows with the symbol.</param>
    /// <param name="offset">The dimension where the symbol is 0.</param>
    /// <exception cref="ArgumentException">No whole number fits, or each does.</exception>
    public static long Solve<T>(string name, string declared, in ReadOnlyTensorSpan<T> tensor, int axis, string form, string symbol,
        long slope, long offset)
    {
        if (slope == 0) throw new ArgumentException($"{name} {declared} does not tell {symbol}, which {form} takes 0 times here; "
            + $"got a tensor of {ShapeText.Of(tensor.Lengths)}.", name);
        long length = tensor.Lengths[axis];
        var (whole, rest) = Math.DivRem(length - offset, slope);
        if (rest == 0) return whole;
        var below = (long)Math.Floor((length - offset) / (double)slope);
        throw new ArgumentException($"{name} {declared} got a tensor of {ShapeText.Of(tensor.Lengths)}, and {length} along axis {axis} is "
            + $"{form} for no whole {symbol}: {form} is {(below * slope) + offset} for {symbol} = {below} "
            + $"and {((below + 1) * slope) + offset} for {symbol} = {below + 1}.", name);
    }

    /// <summary>Checks every dimension.</summary>
    /// <exception cref="ArgumentException">One differs.</exception>
    public static void Shape<T>(string name, string declared, in ReadOnlyTensorSpan<T> tensor, ReadOnlySpan<long> dims)
        => Lengths(name, declared, tensor.Lengths, dims);

    /// <inheritdoc cref="Shape{T}(string, string, in ReadOnlyTensorSpan{T}, ReadOnlySpan{long})"/>
    public static void Shape<T>(string name, string declared, in TensorSpan<T> tensor, ReadOnlySpan<long> dims)
        => Lengths(name, declared, tensor.Lengths, dims);

    /// <summary>The elements row by row: the tensor's own memory when it is dense, else a copy.</summary>
    /// <exception cref="ArgumentException">There are more than 2^31 - 1 of them.</exception>
    public static ReadOnlySpan<T> Elements<T>(string name, string declared, in ReadOnlyTensorSpan<T> tensor)
    {
        if (tensor.FlattenedLength == 0) return [];
        var count = Count(name, declared, tensor.FlattenedLength);
        if (tensor.IsDense) return MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), count);
        var copy = new T[count];
        tensor.FlattenTo(copy);
        return copy;
    }

    /// <summary>The memory of a result.</summary>
    /// <exception cref="ArgumentException">The tensor is not dense, or has more than 2^31 - 1 elements.</exception>
    public static Span<T> Room<T>(string name, in TensorSpan<T> tensor)
    {
        if (!tensor.IsDense)
            throw new ArgumentException(
                $"{name} must be a dense tensor, so that the result can be written to it; copy a slice from a dense one.", name);
        return tensor.FlattenedLength == 0
            ? [] : MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), Count(name, "", tensor.FlattenedLength));
    }

    /// <summary>A number of elements that a span can have.</summary>
    internal static int Count(string name, string declared, long elements) => elements <= int.MaxValue ? (int)elements
        : throw new ArgumentException($"{$"{name} {declared}".TrimEnd()} has {elements} elements; a call takes at most {int.MaxValue} "
            + $"of a tensor. Pass it in parts, such as smaller batches.", name);

    private static void Lengths(string name, string declared, ReadOnlySpan<nint> lengths, ReadOnlySpan<long> dims)
    {
        var same = lengths.Length == dims.Length || (dims.IsEmpty && lengths.IndexOfAnyExcept(1) < 0);
        for (var axis = 0; same && axis < dims.Length; axis++) same = lengths[axis] == dims[axis];
        if (!same)
            throw new ArgumentException($"{name} {declared} must be {ShapeText.Of(dims)} here; got a tensor of {ShapeText.Of(lengths)}.",
                name);
    }
}
