using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>Rebuilds a graph node by node; the pass returns the replacement of each node.</summary>
internal static class Rewrite
{
    /// <param name="graph">The graph to rebuild.</param>
    /// <param name="replace">Given the new builder, the old node and its new operands: the new node, or null when nothing uses it.</param>
    public static Graph Rebuild(Graph graph, Func<GraphBuilder, Node, IReadOnlyList<Node>, Node?> replace)
    {
        var builder = GraphBuilder.Declaring(graph);
        var map = new Node?[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            var inputs = new Node[node.Inputs.Count];
            for (var number = 0; number < inputs.Length; number++) inputs[number] = map[node.Inputs[number]]!;
            map[node.Id] = replace(builder, node, inputs);
        }

        foreach (var output in graph.Outputs) builder.Output(output.Role, output.Target, map[output.Node]!);
        return builder.Build();
    }
}
