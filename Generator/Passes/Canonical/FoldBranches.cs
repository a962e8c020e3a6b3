using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// Replaces a branch with a known condition by the taken body, and a loop that never runs by its initial values.
/// </summary>
internal static class FoldBranches
{
    /// <param name="graph">The graph.</param>
    /// <param name="known">Numbers of the host that are known, by name.</param>
    public static Graph Run(Graph graph, IReadOnlyDictionary<string, double> known)
    {
        var results = new Dictionary<int, IReadOnlyList<Node>>();
        return Rewrite.Rebuild(graph, (builder, node, inputs) =>
        {
            if (node.Kind == OpKind.HostScalar && known.TryGetValue(node.Name, out var value))
                return builder.Constant(value, node.Type.Element);
            if (node.Kind == OpKind.Branch && HostConstant.Evaluate(inputs[0], builder.Nodes) is { } condition)
            {
                var mark = builder.Constant(condition, ControlFlow.NoValue.Element);
                results[mark.Id] = Inline.Into(builder, node.Bodies[condition != 0 ? 0 : 1], inputs.Skip(1).ToList(), known);
                return mark;
            }

            if (node.Kind == OpKind.Part && results.TryGetValue(inputs[0].Id, out var parts)) return parts[node.Number];
            if (!node.Kind.IsControl()) return builder.Copy(node, inputs);
            var bodies = ControlFlow.WithBodies(graph with { Nodes = [node] }, body => Run(body, known)).Nodes[0].Arguments;
            return builder.Copy(node with { Arguments = bodies }, inputs);
        });
    }
}
