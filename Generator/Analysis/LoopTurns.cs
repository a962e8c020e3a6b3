using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Analysis;

/// <summary>How pieces of a tensor, of which each turn of a loop reads or gives one, stand to the stack of all turns' pieces.</summary>
/// <param name="builder">Holds the graph around the loop.</param>
/// <param name="index">The symbol of the loop's index.</param>
/// <param name="count">How often it turns.</param>
internal sealed class LoopTurns(GraphBuilder builder, string index, Dim count)
{
    public bool IsFixed(Dim dim) => !dim.Symbols.Contains(index);

    public bool IsFixed(Shape shape) => shape.Dims.All(IsFixed);

    /// <summary>Whether what the operation does is the same in each turn, apart from its operands.</summary>
    public bool IsFixed(Node node)
        => IsFixed(node.Type.Shape) && node.Arguments.Dims.All(IsFixed) && IsFixed(node.Arguments.Start) && IsFixed(node.Arguments.End);

    /// <summary>Whether a slice takes one place along its axis, in each turn the next or the one before.</summary>
    public bool IsTurnOf(Node slice)
        => slice.Kind == OpKind.Slice && (slice.Arguments.End - slice.Arguments.Start).IsOne && First(slice.Arguments.Start) is not null;

    /// <summary>Whether a padding puts one place along its axis, in each turn the next or the one before.</summary>
    public bool IsTurnOf(Node pad, Shape piece)
        => pad.Kind == OpKind.Pad && pad.Arguments.Value == 0 && piece[pad.Arguments.Axes[0]].IsOne
            && First(pad.Arguments.Start) is not null;

    /// <summary>The stack [Count, .., 1, ..] of the slices of a tensor that are as long as one place.</summary>
    public Node Stacked(Node whole, Node slice)
    {
        var axis = slice.Arguments.Axes[0];
        var (place, isDown) = First(slice.Arguments.Start)!.Value;
        var first = Within(place, whole.Type.Shape[axis]);
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
    /// <param name="start">The place of the turn of the index.</param>
    /// <param name="shape">The shape of the result.</param>
    public Node Unstacked(Node stack, int axis, Dim start, Shape shape)
    {
        var (place, isDown) = First(start)!.Value;
        var first = Within(place, shape[axis]);
        if (isDown) stack = builder.Flip(stack, [0]);
        var joined = builder.Reshape(stack, Shape.Of(stack.Type.Shape.Dims.Where((_, number) => number != axis + 1)));
        var moved = builder.Transpose(joined, [.. Enumerable.Range(1, axis), 0, .. Enumerable.Range(axis + 1, shape.Rank - 1 - axis)]);
        var after = shape[axis] - count - first;
        return first.IsZero && after.IsZero ? moved : builder.Add(OpKind.Pad, [moved], new() { Axes = [axis], Start = first, End = after });
    }

    /// <summary>The first place, where there are turns; of none, a place that lies within, so that nothing is taken from there.</summary>
    private Dim Within(Dim first, Dim size)
    {
        if (count.Constant > 0 || first.IsZero) return first;
        var least = first.IsNatural && !count.HasClamp ? first : Dim.Clamp(first);
        var after = size - count - least;
        return after.IsNatural ? least : least - Dim.Clamp(after * -1);
    }

    /// <summary>The first place of all turns', and whether the turns go down from the last.</summary>
    private (Dim First, bool IsDown)? First(Dim start)
    {
        var turn = Dim.Symbol(index);
        if (IsFixed(start - turn)) return (start - turn, false);
        return IsFixed(start + turn) ? (start + turn + 1 - count, true) : null;
    }
}
