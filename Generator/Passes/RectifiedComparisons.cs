using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes;

/// <summary>
/// Asks a rectified value whether it was rectified, rather than the value before, which then need not be kept for the backward pass: for
/// y = x where x > k, else k, y &lt;= k just where x &lt;= k, NaN included.
/// </summary>
internal static class RectifiedComparisons
{
    public static Graph Run(Graph graph)
    {
        var rectified = new Dictionary<int, int>();
        foreach (var node in graph.Nodes.Where(node => IsRectifier(graph, node) && !rectified.ContainsKey(node.Inputs[0]))) rectified.Add(node.Inputs[0], node.Id);
        if (rectified.Count == 0) return graph;
        var copies = new Dictionary<int, Node>();
        return DeadNodes.Run(Rewrite.Run(graph, (builder, node, inputs) => copies[node.Id] = builder.Copy(node, [.. inputs.Select((input, number) => Asked(builder, node, node.Inputs[number], input))])));

        Node Asked(GraphBuilder builder, Node reader, int id, Node input)
            => rectified.TryGetValue(id, out var select) && copies.TryGetValue(select, out var value) && reader.Id != select
                ? builder.Add(OpKind.LessOrEqual, value, builder.Nodes[input.Inputs[1]])
                : input;
    }

    // x <= k ? k : x, of one shape
    private static bool IsRectifier(Graph graph, Node node)
    {
        if (node.Kind != OpKind.Select || graph[node.Inputs[0]] is not { Kind: OpKind.LessOrEqual } condition) return false;
        return condition.Inputs[0] == node.Inputs[2] && condition.Inputs[1] == node.Inputs[1] && condition.Type.Shape == node.Type.Shape && graph[node.Inputs[2]].Type == node.Type;
    }
}
