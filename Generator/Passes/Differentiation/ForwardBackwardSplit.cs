using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// Splits a body, to which a sweep has appended gradients, in two: the forward body, which also returns the values that the gradient needs,
/// and the gradient's body. Cheap values (movement, coordinates, booleans, host scalars) are recomputed rather than saved.
/// </summary>
/// <param name="all">The body with its gradients.</param>
/// <param name="isForward">Whether a node is of the body as it was.</param>
/// <param name="isOverwritten">Whether an input's value is gone when the gradient is computed, since it changes between iterations.</param>
internal sealed class ForwardBackwardSplit(GraphBuilder all, Func<int, bool> isForward, Func<string, bool> isOverwritten)
{
    private readonly HashSet<int> _host = HostValues.Find(all.Nodes);
    private readonly List<int> _saved = [];
    private readonly Dictionary<int, Node> _copies = [];

    /// <summary>The values that are handed over, as nodes of <paramref name="all"/>.</summary>
    public IReadOnlyList<Node> Saved => _saved.Select(id => all.Nodes[id]).ToList();

    /// <summary>Builds the gradient's graph for some results.</summary>
    /// <param name="target">Gets the nodes.</param>
    /// <param name="results">The results, nodes of <c>all</c>.</param>
    /// <param name="input">The node that stands for an input that is not lost.</param>
    /// <param name="read">The node that reads a value that is handed over, given its number.</param>
    public IReadOnlyList<Node> Gradient(GraphBuilder target, IEnumerable<Node> results, Func<Node, Node> input, Func<int, Node, Node> read)
        => results.Select(result => Copied(result, target, input, read)).ToList();

    /// <summary>Copies what a result is computed from, in post-order and without recursion: operands first.</summary>
    private Node Copied(Node result, GraphBuilder target, Func<Node, Node> input, Func<int, Node, Node> read)
    {
        var open = new Stack<int>([result.Id]);
        while (open.Count > 0)
        {
            var node = all.Nodes[open.Peek()];
            if (_copies.ContainsKey(node.Id)) open.Pop();
            else if (Leaf(node, input, read) is { } leaf) _copies.Add(node.Id, leaf);
            else if (MissingOperand(node) is { } operand) open.Push(operand);
            else _copies.Add(node.Id, target.Copy(node, node.Inputs.Select(id => _copies[id]).ToList()));
        }

        return _copies[result.Id];
    }

    /// <summary>What stands for a node that is not computed again; null for others.</summary>
    private Node? Leaf(Node node, Func<Node, Node> input, Func<int, Node, Node> read)
    {
        if (node.Kind == OpKind.Input && !isOverwritten(node.Name)) return input(node);
        if (!isForward(node.Id) || IsRematerializable(node)) return null;
        _saved.Add(node.Id);
        return read(_saved.Count - 1, node);
    }

    private int? MissingOperand(Node node)
    {
        foreach (var id in node.Inputs)
        {
            if (!_copies.ContainsKey(id)) return id;
        }

        return null;
    }

    /// <summary>The body as it was, with the values that are handed over as further outputs.</summary>
    public Graph Forward(Graph body, Func<GraphBuilder, IEnumerable<Node>, IEnumerable<Node>> outputs)
    {
        var builder = GraphBuilder.Declaring(body);
        var map = ForwardCopies(builder);
        foreach (var output in body.Outputs) builder.Output(output.Role, output.Target, map[output.Node]!);
        foreach (var extra in outputs(builder, _saved.Select(id => map[id]!))) builder.Output(OutputRole.Result, "saved", extra);
        return builder.Build();
    }

    private Node?[] ForwardCopies(GraphBuilder builder)
    {
        var map = new Node?[all.Nodes.Count];
        foreach (var node in all.Nodes.Where(node => isForward(node.Id)))
            map[node.Id] = builder.Copy(node, node.Inputs.Select(id => map[id]!).ToList());
        return map;
    }

    private bool IsRematerializable(Node node)
        => _host.Contains(node.Id) || node.Type.Element == ElementType.Bool || node.Class switch
        {
            OpClass.Source => node.Kind != OpKind.Input,
            OpClass.Movement => node.Kind != OpKind.Concat,
            OpClass.Elementwise => node.Kind is OpKind.Detach or OpKind.Negate
                || (node.Kind == OpKind.Convert && node.Type.Element.IsFloat() && !all.Nodes[node.Inputs[0]].Type.Element.IsFloat()),
            _ => false,
        };
}
