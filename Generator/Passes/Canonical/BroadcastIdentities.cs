using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// Keeps values small for as long as may be: elementwise operations broadcast by themselves, so that an explicit broadcast goes where
/// another operand has the shape already, and behind an operation that has it as its only operand.
/// </summary>
internal static class BroadcastIdentities
{
    public static Node? Apply(SimplifyContext c)
    {
        if (c.Kind == OpKind.Reshape && c.First.Kind == OpKind.Broadcast && c.Input(c.First, 0).Type.Rank == 0)
            return c.Builder.BroadcastTo(c.Input(c.First, 0), c.Node.Type.Shape);
        if (c.Node.Class != OpClass.Elementwise) return null;
        return c.Operands.Count == 1 ? SinkBroadcast(c) : DropBroadcast(c);
    }

    private static Node? SinkBroadcast(SimplifyContext c)
        => c.First.Kind == OpKind.Broadcast ? c.Builder.BroadcastTo(c.Apply(c.Arguments, c.Input(c.First, 0)), c.Node.Type.Shape) : null;

    private static Node? DropBroadcast(SimplifyContext c)
    {
        for (var index = 0; index < c.Operands.Count; index++)
        {
            if (DropBroadcast(c, index) is { } simpler) return simpler;
        }

        return null;
    }

    private static Node? DropBroadcast(SimplifyContext c, int index)
    {
        if (c.Operands[index].Kind != OpKind.Broadcast || !HasOther(c, index)) return null;
        Node[] operands = [.. c.Operands];
        operands[index] = c.Input(c.Operands[index], 0);
        return c.Apply(c.Arguments, operands);
    }

    /// <summary>Whether another operand has the shape of the result.</summary>
    private static bool HasOther(SimplifyContext c, int index)
    {
        for (var other = 0; other < c.Operands.Count; other++)
        {
            if (other != index && c.Operands[other].Type.Shape == c.Node.Type.Shape) return true;
        }

        return false;
    }
}
