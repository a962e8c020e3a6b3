using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// A transpose of an operand's last two axes is a flag of the product, a transposed product is the product of the transposed operands, and
/// a sum of products over leading axes is one product, to whose terms those axes belong.
/// </summary>
internal static class ProductIdentities
{
    public static Node? Apply(SimplifyContext c)
    {
        if (c.Kind == OpKind.MatMul) return TransposeOperand(c);
        if (c.Kind is not (OpKind.Transpose or OpKind.ReduceSum) || c.First.Kind != OpKind.MatMul) return null;
        if (c.Kind == OpKind.Transpose) return TransposesLastTwo(c.Node) ? TransposeProduct(c, c.First) : null;
        return IsOverLeading(c.Node.Reduction.Axes, c.First.Type.Rank - 2) ? new SumOfProducts(c, c.First).AsProduct() : null;
    }

    private static Node? TransposeOperand(SimplifyContext c)
    {
        var flags = c.Node.Product;
        if (TransposesLastTwo(c.First)) return c.Apply(flags with { TransposeA = !flags.TransposeA }, c.Input(c.First, 0), c.Second);
        return TransposesLastTwo(c.Second)
            ? c.Apply(flags with { TransposeB = !flags.TransposeB }, c.First, c.Input(c.Second, 0))
            : null;
    }

    private static bool IsOverLeading(EquatableArray<int> axes, int leading) => axes.All(axis => axis < leading);

    // (A B)ᵀ = Bᵀ Aᵀ
    private static Node TransposeProduct(SimplifyContext c, Node product)
    {
        var flags = product.Product;
        return c.Builder.MatMul(c.Input(product, 1), c.Input(product, 0), transposeA: !flags.TransposeB, transposeB: !flags.TransposeA);
    }

    private static bool TransposesLastTwo(Node node)
    {
        if (node.Kind != OpKind.Transpose) return false;
        var (axes, rank) = (node.Axes, node.Type.Rank);
        return axes[rank - 1] == rank - 2 && axes[rank - 2] == rank - 1
            && axes.Take(rank - 2).Select((axis, index) => axis == index).All(same => same);
    }
}
