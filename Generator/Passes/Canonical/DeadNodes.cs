using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// Dead code elimination: removes nodes that no output depends on. Declarations remain, since they are the graph's signature.
/// </summary>
internal static class DeadNodes
{
    public static Graph Run(Graph graph)
    {
        var live = Live(graph);
        return live.All(alive => alive)
            ? graph
            : Rewrite.Rebuild(graph, (builder, node, inputs) => live[node.Id] ? builder.Copy(node, inputs) : null);
    }

    /// <summary>Which nodes an output needs.</summary>
    public static bool[] Live(Graph graph)
    {
        var live = new bool[graph.Nodes.Count];
        foreach (var output in graph.Outputs) live[output.Node] = true;
        for (var id = graph.Nodes.Count - 1; id >= 0; id--)
        {
            if (!live[id]) continue;
            foreach (var input in graph[id].Inputs) live[input] = true;
        }

        return live;
    }
}
