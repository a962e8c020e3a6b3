using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// Compares the result of a rectifier instead of its operand, which then need not be saved for the backward pass: for y = x where x > k,
/// else k, y &lt;= k just where x &lt;= k, NaN included. The same holds of both reshaped.
/// </summary>
internal sealed class RectifiedComparisons
{
    private readonly Graph _graph;

    /// <summary>The rectifiers by what they rectify and by k.</summary>
    private readonly Dictionary<(int Value, int Least), int> _rectifiers = [];
    private readonly Dictionary<int, Node> _copies = [];

    private RectifiedComparisons(Graph graph)
    {
        _graph = graph;
        foreach (var node in graph.Nodes.Where(IsRectifier))
        {
            var asked = (node.Inputs[2], node.Inputs[1]);
            if (!_rectifiers.ContainsKey(asked)) _rectifiers.Add(asked, node.Id);
        }
    }

    public static Graph Run(Graph graph)
    {
        var comparisons = new RectifiedComparisons(graph);
        return comparisons._rectifiers.Count == 0 ? graph : DeadNodes.Run(Rewrite.Rebuild(graph, comparisons.Visit));
    }

    private Node Visit(GraphBuilder builder, Node node, IReadOnlyList<Node> inputs)
    {
        var asked = new Node[inputs.Count];
        for (var number = 0; number < asked.Length; number++)
            asked[number] = CompareRectified(builder, node, _graph[node.Inputs[number]]) ?? inputs[number];
        return _copies[node.Id] = builder.Copy(node, asked);
    }

    /// <summary>For a comparison that a node reads the same one of the rectified value, if that comes before.</summary>
    private Node? CompareRectified(GraphBuilder builder, Node user, Node comparison)
    {
        if (comparison.Kind != OpKind.LessOrEqual) return null;
        var (value, least) = (_graph[comparison.Inputs[0]], comparison.Inputs[1]);
        var before = value.Kind == OpKind.Reshape ? value.Inputs[0] : value.Id;
        if (!_rectifiers.TryGetValue((before, least), out var rectifier) || user.Id == rectifier
            || !_copies.TryGetValue(rectifier, out var rectified)) return null;
        return builder.Add(OpKind.LessOrEqual, before == value.Id ? rectified : builder.Reshape(rectified, value.Type.Shape),
            _copies[least]);
    }

    // x <= k ? k : x, of one shape, and k a number, which fits every shape
    private bool IsRectifier(Node node)
    {
        if (node.Kind != OpKind.Select || _graph[node.Inputs[0]] is not { Kind: OpKind.LessOrEqual } condition) return false;
        return condition.Inputs[0] == node.Inputs[2] && condition.Inputs[1] == node.Inputs[1] && condition.Type.Shape == node.Type.Shape
            && _graph[node.Inputs[2]].Type == node.Type
            && _graph[node.Inputs[1]].Type.Rank == 0;
    }
}
