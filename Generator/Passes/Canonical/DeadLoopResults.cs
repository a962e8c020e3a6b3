using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// Removes unused results and operands of loops and branches, and loop-carried values that only they themselves depend on.
/// </summary>
internal static class DeadLoopResults
{
    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(node => node.Kind.IsControl())) return graph;
        var kept = KeptResults(graph);
        return Rewrite.Rebuild(graph, (builder, node, inputs) =>
        {
            if (node.Kind == OpKind.Part) return builder.Part(inputs[0], kept[node.Inputs[0]].IndexOf(node.Number));
            return node.Kind.IsControl() ? WithoutUnused(builder, node, inputs, kept[node.Id]) : builder.Copy(node, inputs);
        });
    }

    private static Dictionary<int, List<int>> KeptResults(Graph graph)
    {
        var read = graph.Nodes.Where(node => node.Kind == OpKind.Part).ToLookup(node => node.Inputs[0], node => node.Number);
        return graph.Nodes.Where(node => node.Kind.IsControl()).ToDictionary(node => node.Id, node => UsedResults(node, read[node.Id]));
    }

    private static List<int> UsedResults(Node node, IEnumerable<int> read)
    {
        var body = node.Bodies[0];
        var kept = new SortedSet<int>(read);
        var names = body.Inputs.Skip(body.Inputs.Count - node.Carried).Select(input => input.Name).ToList();

        // A carried value that a used result depends on must be kept too.
        for (var count = -1; names.Count > 0 && count < kept.Count;)
        {
            count = kept.Count;
            kept.UnionWith(ReadInputs(WithResults(body, kept)).Select(name => names.IndexOf(name)).Where(number => number >= 0));
        }

        return [.. kept];
    }

    private static Node WithoutUnused(GraphBuilder builder, Node node, IReadOnlyList<Node> inputs, List<int> outputs)
    {
        var bodies = node.Bodies.Select(body => WithResults(body, outputs)).ToList();
        var carried = outputs.Where(number => number < node.Carried).ToList();
        var operands = UsedOperands(bodies, bodies[0].Inputs.Count - node.Carried, carried);
        var smaller = bodies.Select(body => body with { Inputs = operands.Select(number => body.Inputs[number]).ToEquatableArray() })
            .ToEquatableArray();
        var control = node.Arguments is LoopArguments loop ? loop with { Carried = carried.Count } : node.Control;
        var leading = node.Kind.LeadingOperands();
        return builder.Copy(node with { Arguments = control with { Bodies = smaller } },
            [.. inputs.Take(leading), .. operands.Select(number => inputs[number + leading])]);
    }

    /// <summary>The captured operands that a body reads, and those of the carried values that are kept.</summary>
    private static List<int> UsedOperands(List<Graph> bodies, int captured, List<int> carried)
    {
        var (used, all) = (new HashSet<string>(bodies.SelectMany(ReadInputs)), bodies[0].Inputs);
        return Enumerable.Range(0, all.Count)
            .Where(number => number >= captured ? carried.Contains(number - captured) : used.Contains(all[number].Name)).ToList();
    }

    private static Graph WithResults(Graph body, IEnumerable<int> kept)
        => DeadNodes.Run(body with { Outputs = kept.Select(number => body.Outputs[number]).ToEquatableArray() });

    private static IEnumerable<string> ReadInputs(Graph body)
        => body.Nodes.Where(inner => inner.Kind == OpKind.Input).Select(inner => inner.Name);
}
