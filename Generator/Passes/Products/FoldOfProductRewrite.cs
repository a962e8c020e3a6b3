using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;

namespace ModelGen.Generator.Passes.Products;

/// <summary>
/// A fold of stride 1 of a product, as a convolution's gradient has it, is a product itself: the sum over a window's elements joins the
/// terms, and windows of the one operand meet the other, turned round. So the unfolded windows are never materialized.
/// </summary>
internal static class FoldOfProductRewrite
{
    public static Graph Run(Graph graph)
    {
        if (graph.Nodes.All(node => node.Kind != OpKind.Fold)) return graph;
        var users = graph.Nodes.SelectMany(node => node.Inputs.Distinct().Select(input => (input, node)))
            .ToLookup(item => item.input, item => item.node);
        var left = new HashSet<int>(graph.Outputs.Select(output => output.Node));
        var found = graph.Nodes.Where(node => node.Kind == OpKind.Fold).Select(Of).Where(fold => fold is not null)
            .ToDictionary(fold => fold!.Result);
        if (found.Count == 0) return graph;
        var copies = new Dictionary<int, Node>();
        return DeadNodes.Run(Rewrite.Rebuild(graph,
            (builder, node, inputs) =>
                copies[node.Id] = found.TryGetValue(node.Id, out var fold) ? fold!.Write(builder, copies) : builder.Copy(node, inputs)));

        FoldOfProduct? Of(Node fold)
        {
            var source = graph[fold.Inputs[0]];
            while (IsReadOnce(source) && source.Kind is OpKind.Transpose or OpKind.Reshape) source = graph[source.Inputs[0]];
            return IsReadOnce(source) && source.Kind == OpKind.MatMul
                ? FoldOfProduct.Match(graph, fold, source, TrailingSlices(fold))
                : null;
        }

        bool IsReadOnce(Node node) => !left.Contains(node.Id) && users[node.Id].Take(2).Count() == 1;

        // The slices that remove a padding.
        IReadOnlyList<Node> TrailingSlices(Node fold)
        {
            var cuts = new List<Node>();
            for (var node = fold; IsReadOnce(node) && users[node.Id].Single() is { Kind: OpKind.Slice } cut; node = cut) cuts.Add(cut);
            return cuts;
        }
    }
}
