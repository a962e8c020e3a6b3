using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;

namespace ModelGen.Generator.Passes.Loops;

/// <summary>Replaces results of loops by what is computed after them.</summary>
internal static class HoistedResults
{
    /// <param name="graph">The graph.</param>
    /// <param name="hoist">
    /// Given the new builder, a loop as it was and its copy: the numbers of the results that are replaced, and by what.
    /// </param>
    public static Graph Run(Graph graph, Func<GraphBuilder, Node, Node, IEnumerable<(int Number, Node Value)>> hoist)
    {
        if (!graph.Nodes.Any(node => node.Kind == OpKind.Loop)) return graph;
        var replaced = new Dictionary<(int Loop, int Number), Node>();
        return Rewrite.Rebuild(graph, (builder, node, inputs) =>
        {
            if (node.Kind == OpKind.Part)
                return replaced.TryGetValue((inputs[0].Id, node.Number), out var value) ? value : builder.Part(inputs[0], node.Number);
            var copy = builder.Copy(node, inputs);
            if (node.Kind != OpKind.Loop) return copy;
            foreach (var (number, result) in hoist(builder, node, copy)) replaced.Add((copy.Id, number), result);
            return builder.Nodes[copy.Id];
        });
    }
}
