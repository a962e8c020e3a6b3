using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Analysis;

/// <summary>
/// Conversion between a tensor of which each iteration of a loop reads or writes one slice, and the stack of these slices.
/// </summary>
/// <param name="builder">Holds the graph around the loop.</param>
/// <param name="index">The symbol of the loop's index.</param>
/// <param name="count">The trip count.</param>
internal sealed class IterationSlices(GraphBuilder builder, string index, Dim count)
{
    public bool IsFixed(Dim dim) => !dim.Symbols.Contains(index);

    public bool IsFixed(Shape shape) => shape.Dims.All(IsFixed);

    /// <summary>Whether the operation's attributes are loop-invariant.</summary>
    public bool IsInvariant(Node node)
        => IsFixed(node.Type.Shape) && node.Arguments.AllDims().All(IsFixed);

    /// <summary>Whether a slice has length 1 along its axis and moves by one forwards or backwards in each iteration.</summary>
    public bool IsIterationSlice(Node slice)
        => slice.Kind == OpKind.Slice && (slice.Slice.End - slice.Slice.Start).IsOne
            && FirstOffset(slice.Slice.Start) is not null;

    /// <summary>
    /// Whether a padding writes a slice of length 1 along its axis and moves by one forwards or backwards in each iteration.
    /// </summary>
    public bool IsIterationPad(Node pad, Shape piece)
        => pad.Kind == OpKind.Pad && pad.Pad.Value == 0 && piece[pad.Pad.Axis].IsOne
            && FirstOffset(pad.Pad.Before) is not null;

    /// <summary>The stack [Count, .., 1, ..] of slices of length 1 of a tensor.</summary>
    public Node Stacked(Node whole, Node slice)
    {
        var axis = slice.Slice.Axis;
        var (offset, isDown) = FirstOffset(slice.Slice.Start)!.Value;
        var first = ClampStart(offset, whole.Type.Shape[axis]);
        var taken = builder.Slice(whole, axis, first, first + count);
        if (isDown) taken = builder.Flip(taken, [axis]);
        var moved = builder.Transpose(taken, [axis, .. Enumerable.Range(0, whole.Type.Rank).Where(other => other != axis)]);
        return builder.Reshape(moved, Shape.Of(slice.Type.Shape.Dims.Prepend(count)));
    }

    /// <summary>
    /// A stack [Count, .., 1, ..] of pieces as the tensor of a shape in which they stand one beside the other; zeros elsewhere.
    /// </summary>
    /// <param name="stack">The pieces.</param>
    /// <param name="axis">The axis of a piece along which they stand.</param>
    /// <param name="start">The offset of a slice as a function of the loop index.</param>
    /// <param name="shape">The shape of the result.</param>
    public Node Unstacked(Node stack, int axis, Dim start, Shape shape)
    {
        var (offset, isDown) = FirstOffset(start)!.Value;
        var first = ClampStart(offset, shape[axis]);
        if (isDown) stack = builder.Flip(stack, [0]);
        var joined = builder.Reshape(stack, Shape.Of(stack.Type.Shape.Dims.Where((_, number) => number != axis + 1)));
        var moved = builder.Transpose(joined, [.. Enumerable.Range(1, axis), 0, .. Enumerable.Range(axis + 1, shape.Rank - 1 - axis)]);
        var after = shape[axis] - count - first;
        return first.IsZero && after.IsZero ? moved : builder.Add(OpKind.Pad, [moved], new PadArguments(axis, first, after));
    }

    /// <summary>The smallest offset, clamped into the axis for a loop that never runs, so that the slice stays in bounds.</summary>
    private Dim ClampStart(Dim first, Dim size)
    {
        if (count.Constant > 0 || first.IsZero) return first;
        var least = first.IsNatural && !count.HasClamp ? first : Dim.Clamp(first);
        var after = size - count - least;
        return after.IsNatural ? least : least - Dim.Clamp(after * -1);
    }

    /// <summary>The smallest offset over all iterations, and whether offsets decrease.</summary>
    private (Dim First, bool IsDown)? FirstOffset(Dim start)
    {
        var next = Dim.Symbol(index);
        if (IsFixed(start - next)) return (start - next, false);
        return IsFixed(start + next) ? (start + next + 1 - count, true) : null;
    }
}
