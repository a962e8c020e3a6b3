using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Products;

/// <summary>
/// A product that is read by one transpose alone, which makes its rows the last axis, is computed the other way round: (A B)ᵀ = Bᵀ Aᵀ. What
/// is left of the transpose keeps neighbours together, so that the product's kernel can store its result in that order.
/// </summary>
internal static class TurnedProducts
{
    public static Graph Run(Graph graph)
    {
        var readers = new Readers(graph);
        return graph.Nodes.Any(IsTurned)
            ? DeadNodes.Run(Rewrite.Run(graph,
                (builder, node, inputs) => IsTurned(node) ? Turned(builder, node, inputs[0]) : builder.Copy(node, inputs)))
            : graph;

        bool IsTurned(Node node)
            => node.Kind == OpKind.Transpose && graph[node.Inputs[0]].Kind == OpKind.MatMul && readers.Count(node.Inputs[0]) == 1
                && !readers.IsOutput(node.Inputs[0]) && node.Arguments.Axes[node.Type.Rank - 1] == node.Type.Rank - 2;
    }

    private static Node Turned(GraphBuilder builder, Node transpose, Node product)
    {
        var (flags, last) = (product.Arguments, product.Type.Rank - 1);
        var turned = builder.MatMul(builder.Nodes[product.Inputs[1]], builder.Nodes[product.Inputs[0]], transposeA: !flags.TransposeB,
            transposeB: !flags.TransposeA);
        var axes = transpose.Arguments.Axes.Select(axis => axis == last ? last - 1 : axis == last - 1 ? last : axis).ToEquatableArray();
        var result = axes.SequenceEqual(Enumerable.Range(0, axes.Count)) ? turned : builder.Transpose(turned, axes);
        if (transpose.Label is { } label) builder.Label(result, label);
        return result;
    }
}
