using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;

namespace ModelGen.Generator.Passes.Products;

/// <summary>
/// A fold of stride 1 of a product, as a convolution's gradient has it, is a product itself: the sum over a window's elements joins the
/// terms, and windows of the one operand meet the other, turned round. So the unfolded windows are never materialized.
/// </summary>
internal sealed class FoldOfProductRewrite
{
    private readonly Graph _graph;
    private readonly ILookup<int, Node> _users;
    private readonly HashSet<int> _left;

    private FoldOfProductRewrite(Graph graph)
    {
        _graph = graph;
        _users = graph.Nodes.SelectMany(node => node.Inputs.Distinct().Select(input => (input, node)))
            .ToLookup(item => item.input, item => item.node);
        _left = new(graph.Outputs.Select(output => output.Node));
    }

    public static Graph Run(Graph graph)
    {
        if (graph.Nodes.All(node => node.Kind != OpKind.Fold)) return graph;
        var found = new FoldOfProductRewrite(graph).Found();
        if (found.Count == 0) return graph;
        var copies = new Dictionary<int, Node>();
        return DeadNodes.Run(Rewrite.Rebuild(graph, (builder, node, inputs) =>
            copies[node.Id] = found.TryGetValue(node.Id, out var fold) ? fold.Write(builder, copies) : builder.Copy(node, inputs)));
    }

    private Dictionary<int, FoldOfProduct> Found()
        => _graph.Nodes.Where(node => node.Kind == OpKind.Fold).Select(Of).OfType<FoldOfProduct>().ToDictionary(fold => fold.Result);

    private FoldOfProduct? Of(Node fold)
    {
        var source = _graph[fold.Inputs[0]];
        while (IsReadOnce(source) && source.Kind is OpKind.Transpose or OpKind.Reshape) source = _graph[source.Inputs[0]];
        return IsReadOnce(source) && source.Kind == OpKind.MatMul
            ? FoldOfProduct.Match(_graph, fold, source, TrailingSlices(fold))
            : null;
    }

    private bool IsReadOnce(Node node) => !_left.Contains(node.Id) && _users[node.Id].Take(2).Count() == 1;

    /// <summary>The slices that remove a padding.</summary>
    private List<Node> TrailingSlices(Node fold)
    {
        var cuts = new List<Node>();
        for (var node = fold; IsReadOnce(node) && _users[node.Id].Single() is { Kind: OpKind.Slice } cut; node = cut) cuts.Add(cut);
        return cuts;
    }
}
