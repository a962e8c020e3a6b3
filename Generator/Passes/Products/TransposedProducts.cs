using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Products;

/// <summary>
/// A matmul whose only use is a transpose that makes its rows the last axis is computed transposed: (A B)ᵀ = Bᵀ Aᵀ. The remaining
/// transpose keeps the last axis in place, so the kernel can store the result in that order.
/// </summary>
internal static class TransposedProducts
{
    public static Graph Run(Graph graph)
    {
        var users = new Users(graph);
        return graph.Nodes.Any(IsTransposedProduct)
            ? DeadNodes.Run(Rewrite.Rebuild(graph,
                (builder, node, inputs) => IsTransposedProduct(node) ? SwapOperands(builder, node, inputs[0]) : builder.Copy(node, inputs)))
            : graph;

        bool IsTransposedProduct(Node node)
            => node.Kind == OpKind.Transpose && graph[node.Inputs[0]].Kind == OpKind.MatMul && users.Count(node.Inputs[0]) == 1
                && !users.IsOutput(node.Inputs[0]) && node.Axes[node.Type.Rank - 1] == node.Type.Rank - 2;
    }

    private static Node SwapOperands(GraphBuilder builder, Node transpose, Node product)
    {
        var (flags, last) = (product.Product, product.Type.Rank - 1);
        var swapped = builder.MatMul(builder.Nodes[product.Inputs[1]], builder.Nodes[product.Inputs[0]], transposeA: !flags.TransposeB,
            transposeB: !flags.TransposeA);
        var axes = transpose.Axes.Map(axis => axis == last ? last - 1 : axis == last - 1 ? last : axis);
        var result = MovesNothing(axes) ? swapped : builder.Transpose(swapped, axes);
        if (transpose.Label is { } label) builder.Label(result, label);
        return result;
    }

    private static bool MovesNothing(EquatableArray<int> axes) => axes.SequenceEqual(Enumerable.Range(0, axes.Count));
}
