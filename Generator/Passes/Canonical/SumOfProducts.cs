using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>A sum of products over leading axes: one product, to whose terms those axes belong.</summary>
/// <param name="c">The sum.</param>
/// <param name="product">The products.</param>
internal sealed class SumOfProducts(SimplifyContext c, Node product)
{
    private readonly int _leading = product.Type.Rank - 2;

    /// <summary>The leading axes that stay, and those that are summed over.</summary>
    private readonly List<int> _kept = Enumerable.Range(0, product.Type.Rank - 2).Except(c.Node.Reduction.Axes).ToList();
    private readonly List<int> _summed = Enumerable.Range(0, product.Type.Rank - 2).Intersect(c.Node.Reduction.Axes).ToList();

    public Node AsProduct()
    {
        var flags = product.Product;
        var left = Operand(c.Input(product, 0), isTermLast: !flags.TransposeA);
        var right = Operand(c.Input(product, 1), isTermLast: flags.TransposeB);
        return c.Builder.Reshape(c.Builder.MatMul(left, right, flags.TransposeA, flags.TransposeB), c.Node.Type.Shape);
    }

    /// <summary>[kept.., place, summed.. term] or [kept.., summed.. term, place].</summary>
    private Node Operand(Node operand, bool isTermLast)
    {
        var whole = Whole(operand);
        var place = isTermLast ? _leading : _leading + 1;
        List<int> terms = [.. _summed, isTermLast ? _leading + 1 : _leading];
        var ordered = c.Builder.Transpose(whole, isTermLast ? [.. _kept, place, .. terms] : [.. _kept, .. terms, place]);
        var (places, sum) = (whole.Type.Shape[place], Shape.Of(terms.Select(axis => whole.Type.Shape[axis])).Size);
        Dim[] matrix = isTermLast ? [places, sum] : [sum, places];
        return c.Builder.Reshape(ordered, Shape.Of([.. _kept.Select(axis => whole.Type.Shape[axis]), .. matrix]));
    }

    /// <summary>An operand with all leading axes of the product.</summary>
    private Node Whole(Node operand)
        => c.Builder.BroadcastTo(operand,
            Shape.Of(product.Type.Shape.Dims.Take(_leading).Concat(operand.Type.Shape.Dims.Skip(operand.Type.Rank - 2))));
}
