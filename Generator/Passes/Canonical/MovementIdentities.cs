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
        OpKind.Pad when c.Node.Pad.Before.IsZero && c.Node.Pad.After.IsZero => c.First,
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
        => c.Node.Window.Strides.All(stride => stride.IsOne)
            && (c.Kind == OpKind.Window ? c.Node : c.First).Type.Shape.Dims.Reverse().Take(c.Node.Window.Count).All(size => size.IsOne)
            && c.First.Type.Shape.Size == c.Node.Type.Shape.Size;

    // An axis of 1 may stand anywhere: elements keep their order when the other axes do.
    private static bool KeepsOrder(Node transpose, Shape operand)
    {
        var moved = transpose.Axes.Where(axis => !operand[axis].IsOne).ToList();
        return moved.Zip(moved.Skip(1), (before, after) => before < after).All(isOrdered => isOrdered);
    }

    private static bool IsIdentity(EquatableArray<int> axes) => axes.SequenceEqual(Enumerable.Range(0, axes.Count));

    private static Node? Transpose(SimplifyContext c)
    {
        if (IsIdentity(c.Node.Axes)) return c.First;
        if (KeepsOrder(c.Node, c.First.Type.Shape)) return c.Builder.Reshape(c.First, c.Node.Type.Shape);
        if (c.First.Kind != OpKind.Transpose) return null;
        var inner = c.First.Axes;
        return c.Apply(new AxesArguments(c.Node.Axes.Map(axis => inner[axis])), c.Input(c.First, 0));
    }

    private static Node? Broadcast(SimplifyContext c)
    {
        if (c.First.Type == c.Node.Type) return c.First;
        if (c.First.Kind == OpKind.Broadcast) return c.Apply(c.Arguments, c.Input(c.First, 0));
        return c.First.Kind == OpKind.Reshape && c.Input(c.First, 0).Type.Rank == 0 ? c.Apply(c.Arguments, c.Input(c.First, 0)) : null;
    }

    private static Node? Flip(SimplifyContext c)
    {
        if (c.Node.Axes.All(axis => c.First.Type.Shape[axis].IsOne)) return c.First;
        return c.First.Kind == OpKind.Flip && c.First.Axes == c.Node.Axes ? c.Input(c.First, 0) : null;
    }

    private static Node? Slice(SimplifyContext c)
    {
        if (c.First.Type == c.Node.Type) return c.First;
        var (axis, start, end) = c.Node.Slice;
        return c.First.Arguments switch
        {
            SliceArguments outer when outer.Axis == axis
                => c.Apply(new SliceArguments(axis, start + outer.Start, end + outer.Start), c.Input(c.First, 0)),
            PadArguments pad when pad.Axis == axis && pad.Before == start => c.Input(c.First, 0),
            AxisArguments concat when concat.Axis == axis => Part(c, axis, start, end),
            _ => null,
        };
    }

    // A slice that is exactly one part of a concatenation; one that only has the same size fails on its start.
    private static Node? Part(SimplifyContext c, int axis, Dim start, Dim end)
    {
        var first = Dim.Zero;
        for (var index = 0; index < c.First.Inputs.Count; index++)
        {
            var part = c.Input(c.First, index);
            if (first == start && first + part.Type.Shape[axis] == end) return part;
            first += part.Type.Shape[axis];
        }

        return null;
    }

    private static Node? Reduce(SimplifyContext c)
        => c.Node.Reduction.Axes.All(axis => c.First.Type.Shape[axis].IsOne) ? c.Builder.Reshape(c.First, c.Node.Type.Shape) : null;
}
