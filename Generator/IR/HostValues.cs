namespace ModelGen.Generator.IR;

/// <summary>
/// Finds the scalars and conditions that the host computes once per call in double precision: rank-0 nodes that depend only on host
/// scalars, dimensions, constants and elements read from tensors, such as Adam's bias corrections.
/// </summary>
internal static class HostValues
{
    /// <summary>The number of the host that is 1 while the model trains, else 0.</summary>
    public const string Training = "training";

    public static HashSet<int> Find(Graph graph) => Find(graph.Nodes);

    public static HashSet<int> Find(IReadOnlyList<Node> nodes)
    {
        var host = new HashSet<int>();
        Extend(host, nodes, 0);
        return host;
    }

    /// <summary>Adds those from a node on.</summary>
    public static void Extend(HashSet<int> host, IReadOnlyList<Node> nodes, int first)
    {
        for (var id = first; id < nodes.Count; id++)
        {
            var node = nodes[id];
            if (node.Type.Rank == 0 && node.Type.Element != ElementType.Int32 && IsHost(node, host)) host.Add(node.Id);
        }
    }

    /// <summary>The tensor reads that a host scalar depends on.</summary>
    public static IEnumerable<int> TensorReads(Graph graph, int number)
        => BackwardSlice.From(graph.Nodes, [number], node => node.Kind != OpKind.Item).Where(node => node.Kind == OpKind.Item)
            .Select(node => node.Id);

    private static bool IsHost(Node node, HashSet<int> host) => node.Class switch
    {
        OpClass.Source => node.Kind is OpKind.HostScalar or OpKind.DimValue or OpKind.Constant,
        OpClass.Reading => true,
        OpClass.Elementwise => node.Inputs.All(host.Contains),
        _ => false,
    };
}
