namespace ModelGen.Generator.IR;

/// <summary>
/// Counts the multiply-adds of matmuls; elementwise operations do not count.
/// </summary>
internal static class MultiplyAdds
{
    /// <summary>Those of the nodes, of loops in all iterations, and of both sides of branches.</summary>
    public static Dim Count(IEnumerable<Node> nodes, IReadOnlyList<Node> graph)
        => nodes.Aggregate(Dim.Zero, (sum, node) => sum + Count(node, graph));

    private static Dim Count(Node node, IReadOnlyList<Node> graph) => node.Kind switch
    {
        OpKind.MatMul => node.Type.Shape.Size * Terms(graph[node.Inputs[0]].Type.Shape, node.Product.TransposeA),
        OpKind.Loop => node.Loop.Count * Last(CountBodies(node), node),
        OpKind.Branch => CountBodies(node),
        _ => Dim.Zero,
    };

    private static Dim Terms(Shape left, bool isTransposed) => left[left.Rank - (isTransposed ? 2 : 1)];

    private static Dim CountBodies(Node node)
        => node.Bodies.Aggregate(Dim.Zero, (sum, body) => sum + Count(body.Nodes, body.Nodes));

    /// <summary>A count that depends on a loop's index, in the last iteration, which is a bound where it grows.</summary>
    private static Dim Last(Dim count, Node loop)
        => count.Substitute(new Dictionary<string, Dim> { [loop.Loop.Index] = loop.Loop.Count - 1 }, DimRanges.Unknown);
}
