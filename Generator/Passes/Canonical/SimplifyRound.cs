using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// One traversal of a graph that applies the identities to each node and removes dead nodes.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="settled">The nodes to which no identity applied with their present operands; null before the first round.</param>
/// <param name="simpler">The simpler form of a node; null where there is none. It depends on nothing but the node and what that is made
/// of.</param>
internal sealed class SimplifyRound(Graph graph, bool[]? settled, Func<SimplifyContext, Node?> simpler)
{
    private readonly bool[] _live = DeadNodes.Live(graph);

    /// <summary>The nodes that are unchanged together with all their transitive operands.</summary>
    private readonly bool[] _same = new bool[graph.Nodes.Count];

    private readonly List<int> _copies = [];

    /// <summary>Whether anything was replaced.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>The new graph, and of which of its nodes no identity knew anything.</summary>
    public (Graph Graph, bool[] Settled) Run()
    {
        var result = Rewrite.Rebuild(graph, Visit);
        var left = new bool[result.Nodes.Count];
        foreach (var id in _copies) left[id] = true;
        return (result, left);
    }

    private Node? Visit(GraphBuilder builder, Node node, IReadOnlyList<Node> inputs)
    {
        if (!_live[node.Id]) return null;
        var isOnSame = IsOnSame(node);
        if (!(isOnSame && settled?[node.Id] == true) && simpler(new(builder, node, inputs)) is { } replacement)
        {
            HasChanged = true;
            return replacement;
        }

        _same[node.Id] = isOnSame;
        var copy = builder.Copy(node, inputs);
        _copies.Add(copy.Id);
        return copy;
    }

    private bool IsOnSame(Node node)
    {
        foreach (var input in node.Inputs)
        {
            if (!_same[input]) return false;
        }

        return true;
    }
}
