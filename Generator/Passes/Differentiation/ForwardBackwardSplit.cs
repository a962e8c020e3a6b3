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
    {
        return results.Select(Copy).ToList();

        // Iterative post-order traversal: operands first.
        Node Copy(Node result)
        {
            var open = new Stack<Node>([result]);
            while (open.Count > 0)
            {
                var node = all.Nodes[open.Peek().Id];
                if (_copies.ContainsKey(node.Id)) open.Pop();
                else if (node.Kind == OpKind.Input && !isOverwritten(node.Name)) _copies.Add(node.Id, input(node));
                else if (isForward(node.Id) && !IsRematerializable(node)) _copies.Add(node.Id, Read(node));
                else if (node.Inputs.Where(id => !_copies.ContainsKey(id)).Select(id => (int?)id).FirstOrDefault() is { } operand)
                    open.Push(all.Nodes[operand]);
                else _copies.Add(node.Id, target.Copy(node, node.Inputs.Select(id => _copies[id]).ToList()));
            }

            return _copies[result.Id];
        }

        Node Read(Node node)
        {
            _saved.Add(node.Id);
            return read(_saved.Count - 1, node);
        }
    }

    /// <summary>The body as it was, with the values that are handed over as further outputs.</summary>
    public Graph Forward(Graph body, Func<GraphBuilder, IEnumerable<Node>, IEnumerable<Node>> outputs)
    {
        var builder = GraphBuilder.Declaring(body);
        var map = new Node?[all.Nodes.Count];
        foreach (var node in all.Nodes.Where(node => isForward(node.Id)))
            map[node.Id] = builder.Copy(node, node.Inputs.Select(id => map[id]!).ToList());
        foreach (var output in body.Outputs) builder.Output(output.Role, output.Target, map[output.Node]!);
        foreach (var extra in outputs(builder, _saved.Select(id => map[id]!))) builder.Output(OutputRole.Result, "saved", extra);
        return builder.Build();
    }

    private bool IsRematerializable(Node node)
        => _host.Contains(node.Id) || node.Type.Element == ElementType.Bool || node.Kind.Row().Class switch
        {
            OpClass.Source => node.Kind != OpKind.Input,
            OpClass.Movement => node.Kind != OpKind.Concat,
            OpClass.Elementwise => node.Kind is OpKind.Detach or OpKind.Negate
                || (node.Kind == OpKind.Convert && node.Type.Element.IsFloat() && !all.Nodes[node.Inputs[0]].Type.Element.IsFloat()),
            _ => false,
        };
}
