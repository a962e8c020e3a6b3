using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// A sum of neighbouring pieces, each padded with zeros, is the pieces one beside the other: the gradient of what was read in slices, such
/// as the gates of a recurrent cell.
/// </summary>
internal static class ConcatIdentities
{
    public static Node? Apply(SimplifyContext c) => c.Kind switch
    {
        OpKind.Add => ConcatNeighbours(c, c.First, c.Second) ?? ConcatNeighbours(c, c.Second, c.First),
        OpKind.Concat => FlattenConcat(c),
        _ => null,
    };

    private static Node? FlattenConcat(SimplifyContext c)
        => c.Operands.Any(operand => IsAlong(c, operand))
            ? c.Apply(c.Arguments, c.Operands
                .SelectMany(operand => IsAlong(c, operand) ? operand.Inputs.Select(id => c.Builder.Nodes[id]) : [operand]).ToArray())
            : null;

    private static bool IsAlong(SimplifyContext c, Node operand)
        => operand.Kind == OpKind.Concat && operand.Axis == c.Node.Axis;

    private static Node? ConcatNeighbours(SimplifyContext c, Node left, Node right)
    {
        if (!AreNeighbours(c, left, right)) return null;
        var pieces = c.Builder.Concat(left.Pad.Axis, [c.Input(left, 0), c.Input(right, 0)]);
        return c.Builder.Add(OpKind.Pad, [pieces], left.Pad with { After = right.Pad.After });
    }

    /// <summary>Whether two pieces lie one beside the other in the same place.</summary>
    private static bool AreNeighbours(SimplifyContext c, Node left, Node right)
        => IsPiece(left) && IsPiece(right) && left.Type == right.Type && left.Pad.Axis == right.Pad.Axis
            && left.Pad.Before + c.Input(left, 0).Type.Shape[left.Pad.Axis] == right.Pad.Before;

    private static bool IsPiece(Node node) => node.Kind == OpKind.Pad && node.Pad.Value == 0;
}
