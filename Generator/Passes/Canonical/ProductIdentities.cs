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
        if (c.Kind == OpKind.Transpose && c.First.Kind == OpKind.MatMul && TransposesLastTwo(c.Node)) return TransposeProduct(c, c.First);
        if (c.Kind == OpKind.ReduceSum && c.First.Kind == OpKind.MatMul && IsOverLeading(c.Node.Reduction.Axes, c.First.Type.Rank - 2))
            return SumOfProducts(c, c.First);
        if (c.Kind != OpKind.MatMul) return null;
        if (TransposesLastTwo(c.First))
            return c.Apply(c.Node.Product with { TransposeA = !c.Node.Product.TransposeA }, c.Input(c.First, 0), c.Second);
        return TransposesLastTwo(c.Second)
            ? c.Apply(c.Node.Product with { TransposeB = !c.Node.Product.TransposeB }, c.First, c.Input(c.Second, 0))
            : null;
    }

    private static bool IsOverLeading(EquatableArray<int> axes, int leading) => axes.All(axis => axis < leading);

    // (A B)ᵀ = Bᵀ Aᵀ
    private static Node TransposeProduct(SimplifyContext c, Node product)
    {
        var flags = product.Product;
        return c.Builder.MatMul(c.Input(product, 1), c.Input(product, 0), transposeA: !flags.TransposeB, transposeB: !flags.TransposeA);
    }

    private static Node SumOfProducts(SimplifyContext c, Node product)
    {
        var (b, flags, leading) = (c.Builder, product.Product, product.Type.Rank - 2);
        var (kept, summed) = (Axes(isSummed: false), Axes(isSummed: true));
        var left = Operand(c.Input(product, 0), isTermLast: !flags.TransposeA);
        var right = Operand(c.Input(product, 1), isTermLast: flags.TransposeB);
        return b.Reshape(b.MatMul(left, right, flags.TransposeA, flags.TransposeB), c.Node.Type.Shape);

        List<int> Axes(bool isSummed)
            => Enumerable.Range(0, leading).Where(axis => c.Node.Reduction.Axes.Contains(axis) == isSummed).ToList();

        // [kept.., place, summed.. term] or [kept.., summed.. term, place]
        Node Operand(Node operand, bool isTermLast)
        {
            var whole = b.BroadcastTo(operand,
                Shape.Of(product.Type.Shape.Dims.Take(leading).Concat(operand.Type.Shape.Dims.Skip(operand.Type.Rank - 2))));
            var (place, term) = isTermLast ? (leading, leading + 1) : (leading + 1, leading);
            var ordered = b.Transpose(whole, isTermLast ? [.. kept, place, .. summed, term] : [.. kept, .. summed, term, place]);
            var (places, terms) = (whole.Type.Shape[place], Shape.Of(summed.Append(term).Select(axis => whole.Type.Shape[axis])).Size);
            return b.Reshape(ordered,
                Shape.Of([.. kept.Select(axis => whole.Type.Shape[axis]), .. isTermLast ? new[] { places, terms } : [terms, places]]));
        }
    }

    private static bool TransposesLastTwo(Node node)
    {
        if (node.Kind != OpKind.Transpose) return false;
        var (axes, rank) = (node.Axes, node.Type.Rank);
        return axes[rank - 1] == rank - 2 && axes[rank - 2] == rank - 1
            && axes.Take(rank - 2).Select((axis, index) => axis == index).All(same => same);
    }
}
