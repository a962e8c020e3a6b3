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
        foreach (var node in graph.Nodes) map[node.Id] = Replaced(builder, node, Operands(node, map), replace);
        foreach (var output in graph.Outputs) builder.Output(output.Role, output.Target, map[output.Node]!);
        return builder.Build();
    }

    /// <summary>What takes the place of a node comes from where that came from.</summary>
    private static Node? Replaced(
        GraphBuilder builder, Node node, Node[] operands, Func<GraphBuilder, Node, IReadOnlyList<Node>, Node?> replace)
    {
        var count = builder.Nodes.Count;
        builder.Origin = node.Origin?.OnTheWay;
        if (replace(builder, node, operands) is not { } made) return null;
        if (node.Origin?.Part is not null) builder.Originate(made, node.Origin, count);
        return builder.Nodes[made.Id];
    }

    private static Node[] Operands(Node node, Node?[] map)
    {
        var operands = new Node[node.Inputs.Count];
        for (var number = 0; number < operands.Length; number++) operands[number] = map[node.Inputs[number]]!;
        return operands;
    }
}
