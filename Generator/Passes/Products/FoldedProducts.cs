using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;

namespace ModelGen.Generator.Passes.Products;

/// <summary>
/// A fold of stride 1 of a product, as a convolution's gradient has it, is a product itself: the sum over a window's elements joins the
/// terms, and windows of the one operand meet the other, turned round. So what would be laid out and then folded never lies in memory.
/// </summary>
internal static class FoldedProducts
{
    public static Graph Run(Graph graph)
    {
        if (graph.Nodes.All(node => node.Kind != OpKind.Fold)) return graph;
        var readers = graph.Nodes.SelectMany(node => node.Inputs.Distinct().Select(input => (input, node)))
            .ToLookup(item => item.input, item => item.node);
        var left = new HashSet<int>(graph.Outputs.Select(output => output.Node));
        var found = graph.Nodes.Where(node => node.Kind == OpKind.Fold).Select(Of).Where(fold => fold is not null)
            .ToDictionary(fold => fold!.Result);
        if (found.Count == 0) return graph;
        var copies = new Dictionary<int, Node>();
        return DeadNodes.Run(Rewrite.Run(graph,
            (builder, node, inputs) =>
                copies[node.Id] = found.TryGetValue(node.Id, out var fold) ? fold!.Write(builder, copies) : builder.Copy(node, inputs)));

        FoldedProduct? Of(Node fold)
        {
            var source = graph[fold.Inputs[0]];
            while (IsReadOnce(source) && source.Kind is OpKind.Transpose or OpKind.Reshape) source = graph[source.Inputs[0]];
            return IsReadOnce(source) && source.Kind == OpKind.MatMul ? FoldedProduct.Match(graph, fold, source, Cuts(fold)) : null;
        }

        bool IsReadOnce(Node node) => !left.Contains(node.Id) && readers[node.Id].Take(2).Count() == 1;

        // The slices by which a padding is taken off again.
        IReadOnlyList<Node> Cuts(Node fold)
        {
            var cuts = new List<Node>();
            for (var node = fold; IsReadOnce(node) && readers[node.Id].Single() is { Kind: OpKind.Slice } cut; node = cut) cuts.Add(cut);
            return cuts;
        }
    }
}
