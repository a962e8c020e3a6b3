using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>Movements and reductions that move nothing, and pairs of movements that are one.</summary>
internal static class MovementIdentities
{
    public static Node? Apply(SimplifyContext c) => c.Kind switch
    {
        OpKind.Reshape => Reshape(c),
        OpKind.Transpose => Transpose(c),
        OpKind.Broadcast => Broadcast(c),
        OpKind.Flip => Flip(c),
        OpKind.Slice => Slice(c),
        OpKind.Pad when c.Arguments.Start.IsZero && c.Arguments.End.IsZero => c.First,
        OpKind.Concat when c.Operands.Count == 1 => c.First,
        OpKind.Window or OpKind.Fold when IsEachElement(c) => c.Builder.Reshape(c.First, c.Node.Type.Shape),
        OpKind.ReduceSum or OpKind.ReduceMaximum => Reduce(c),
        _ => null,
    };

    private static Node? Reshape(SimplifyContext c)
    {
        if (c.First.Type == c.Node.Type) return c.First;
        return c.First.Kind == OpKind.Reshape ? c.Apply(c.Arguments, c.Input(c.First, 0)) : null;
    }

    // A window for each element, of that element alone.
    private static bool IsEachElement(SimplifyContext c)
        => WindowForm.FromArguments(c.Arguments).Strides.All(stride => stride.IsOne)
            && (c.Kind == OpKind.Window ? c.Node : c.First).Type.Shape.Dims.Reverse().Take(c.Arguments.Axes.Count).All(size => size.IsOne)
            && c.First.Type.Shape.Size == c.Node.Type.Shape.Size;

    // An axis of 1 may stand anywhere: elements keep their order when the other axes do.
    private static bool KeepsOrder(Node transpose, Shape operand)
    {
        var moved = transpose.Arguments.Axes.Where(axis => !operand[axis].IsOne).ToList();
        return moved.Zip(moved.Skip(1), (before, after) => before < after).All(isOrdered => isOrdered);
    }

    private static Node? Transpose(SimplifyContext c)
    {
        if (c.Arguments.Axes.SequenceEqual(Enumerable.Range(0, c.Arguments.Axes.Count))) return c.First;
        if (KeepsOrder(c.Node, c.First.Type.Shape)) return c.Builder.Reshape(c.First, c.Node.Type.Shape);
        if (c.First.Kind != OpKind.Transpose) return null;
        var inner = c.First.Arguments.Axes;
        return c.Apply(c.Arguments with { Axes = c.Arguments.Axes.Select(axis => inner[axis]).ToEquatableArray() }, c.Input(c.First, 0));
    }

    private static Node? Broadcast(SimplifyContext c)
    {
        if (c.First.Type == c.Node.Type) return c.First;
        if (c.First.Kind == OpKind.Broadcast) return c.Apply(c.Arguments, c.Input(c.First, 0));
        return c.First.Kind == OpKind.Reshape && c.Input(c.First, 0).Type.Rank == 0 ? c.Apply(c.Arguments, c.Input(c.First, 0)) : null;
    }

    private static Node? Flip(SimplifyContext c)
    {
        if (c.Arguments.Axes.All(axis => c.First.Type.Shape[axis].IsOne)) return c.First;
        return c.First.Kind == OpKind.Flip && c.First.Arguments.Axes.Equals(c.Arguments.Axes) ? c.Input(c.First, 0) : null;
    }

    private static Node? Slice(SimplifyContext c)
    {
        if (c.First.Type == c.Node.Type) return c.First;
        var (axis, start, end) = (c.Arguments.Axes[0], c.Arguments.Start, c.Arguments.End);
        if (c.First.Kind is not (OpKind.Slice or OpKind.Pad or OpKind.Concat) || c.First.Arguments.Axes[0] != axis) return null;
        var before = c.First.Arguments.Start;
        if (c.First.Kind == OpKind.Slice)
            return c.Apply(c.Arguments with { Start = start + before, End = end + before }, c.Input(c.First, 0));
        return c.First.Kind == OpKind.Concat ? Part(c, axis) : start == before ? c.Input(c.First, 0) : null;
    }

    // A slice that is exactly one part of a concatenation; one that only has the same size fails on its start.
    private static Node? Part(SimplifyContext c, int axis)
    {
        var start = Dim.Zero;
        for (var index = 0; index < c.First.Inputs.Count; index++)
        {
            var part = c.Input(c.First, index);
            if (start == c.Arguments.Start && start + part.Type.Shape[axis] == c.Arguments.End) return part;
            start += part.Type.Shape[axis];
        }

        return null;
    }

    private static Node? Reduce(SimplifyContext c)
        => c.Arguments.Axes.All(axis => c.First.Type.Shape[axis].IsOne) ? c.Builder.Reshape(c.First, c.Node.Type.Shape) : null;
}
