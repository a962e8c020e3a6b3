using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// Replaces a branch with a known condition by the taken body, and a loop that never runs by its initial values.
/// </summary>
internal sealed class FoldBranches
{
    private readonly Graph _graph;
    private readonly IReadOnlyDictionary<string, double> _known;

    /// <summary>The results of the branches that were replaced, by the node that stands for the branch.</summary>
    private readonly Dictionary<int, IReadOnlyList<Node>> _results = [];

    private FoldBranches(Graph graph, IReadOnlyDictionary<string, double> known) => (_graph, _known) = (graph, known);

    /// <param name="graph">The graph.</param>
    /// <param name="known">Numbers of the host that are known, by name.</param>
    public static Graph Run(Graph graph, IReadOnlyDictionary<string, double> known)
        => Rewrite.Rebuild(graph, new FoldBranches(graph, known).Visit);

    private Node Visit(GraphBuilder builder, Node node, IReadOnlyList<Node> inputs)
    {
        if (Number(node) is { } value) return builder.Constant(value, node.Type.Element);
        if (node.Kind == OpKind.Branch && HostConstant.Evaluate(inputs[0], builder.Nodes) is { } condition)
            return Taken(builder, node.Bodies[condition != 0 ? 0 : 1], inputs.Skip(1).ToList(), condition);
        if (node.Kind == OpKind.Part && _results.TryGetValue(inputs[0].Id, out var parts)) return parts[node.Number];
        return builder.Copy(node.Kind.IsControl() ? WithFoldedBodies(node) : node, inputs);
    }

    private double? Number(Node node) => node.Kind == OpKind.HostScalar && _known.TryGetValue(node.Name, out var value) ? value : null;

    /// <summary>Computes the results of the body that is taken; the condition stands for the branch.</summary>
    private Node Taken(GraphBuilder builder, Graph body, List<Node> operands, double condition)
    {
        var mark = builder.Constant(condition, ControlFlow.NoValue.Element);
        _results[mark.Id] = Inline.Into(builder, body, operands, _known);
        return mark;
    }

    private Node WithFoldedBodies(Node control)
        => ControlFlow.WithBodies(_graph with { Nodes = [control] }, body => Run(body, _known)).Nodes[0];
}
