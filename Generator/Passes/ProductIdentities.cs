using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes;

/// <summary>A transpose of an operand's last two axes is a flag of the product, and a transposed product is the product of the transposed operands.</summary>
internal static class ProductIdentities
{
    public static Node? Apply(SimplifyContext c)
    {
        if (c.Kind == OpKind.Transpose && c.First.Kind == OpKind.MatMul && SwapsLastTwo(c.Node)) return Swapped(c, c.First);
        if (c.Kind != OpKind.MatMul) return null;
        if (SwapsLastTwo(c.First)) return c.Apply(c.Arguments with { TransposeA = !c.Arguments.TransposeA }, c.Input(c.First, 0), c.Second);
        return SwapsLastTwo(c.Second) ? c.Apply(c.Arguments with { TransposeB = !c.Arguments.TransposeB }, c.First, c.Input(c.Second, 0)) : null;
    }

    // (A B)ᵀ = Bᵀ Aᵀ
    private static Node Swapped(SimplifyContext c, Node product)
    {
        var flags = product.Arguments;
        return c.Builder.MatMul(c.Input(product, 1), c.Input(product, 0), transposeA: !flags.TransposeB, transposeB: !flags.TransposeA);
    }

    private static bool SwapsLastTwo(Node node)
    {
        if (node.Kind != OpKind.Transpose) return false;
        var (axes, rank) = (node.Arguments.Axes, node.Type.Rank);
        return axes[rank - 1] == rank - 2 && axes[rank - 2] == rank - 1 && axes.Take(rank - 2).Select((axis, index) => axis == index).All(same => same);
    }
}
