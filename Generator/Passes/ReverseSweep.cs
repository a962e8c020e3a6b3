using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Passes;

/// <summary>Walks the nodes that a builder holds backwards, from the seeds on, and appends what their gradients are.</summary>
internal sealed class ReverseSweep
{
    private readonly GraphBuilder _builder;
    private readonly int _count;
    private readonly bool[] _reached;
    private readonly Node?[] _gradients;

    /// <param name="builder">Holds the nodes; gets the gradients.</param>
    /// <param name="isWanted">Whether the gradient of a source, a float input or parameter, is wanted.</param>
    public ReverseSweep(GraphBuilder builder, Func<Node, bool> isWanted)
    {
        (_builder, _count) = (builder, builder.Nodes.Count);
        (_gradients, _reached) = (new Node?[_count], Reached(builder.Nodes, isWanted));
        IsForward = id => id < _count || ForwardParts.Contains(id);
    }

    /// <summary>Gives a node's gradient another way than to its operands; true when it did.</summary>
    public Func<Node, Node, bool> Intercept { get; init; } = (_, _) => false;

    /// <summary>Whether a node belongs to the computation that was there before, be it that its results were appended since.</summary>
    public Func<int, bool> IsForward { get; }

    /// <summary>The parts that loops and branches got to hand values to their gradients.</summary>
    public HashSet<int> ForwardParts { get; } = [];

    public void Seed(int id, Node gradient) => Accumulate(id, gradient);

    public Node? GradientOf(int id) => _gradients[id];

    public bool IsReached(int id) => _reached[id];

    public void Run()
    {
        for (var id = _count - 1; id >= 0; id--)
        {
            if (!_reached[id]) continue;
            var node = _builder.Nodes[id];
            _builder.Origin = node.Origin;
            if (node.Kind.IsControl()) Control(node);
            else if (_gradients[id] is { } gradient && node.Kind != OpKind.Part && !Intercept(node, gradient)) Propagate(node, gradient);
        }

        _builder.Origin = -1;
    }

    private void Propagate(Node node, Node gradient)
    {
        var context = new GradientContext(_builder, node, gradient);
        for (var operand = 0; operand < node.Inputs.Count; operand++)
        {
            var input = _builder.Nodes[node.Inputs[operand]];
            if (!_reached[input.Id] || GradientRules.Of(node.Kind, operand) is not { } rule) continue;
            Accumulate(input.Id, SumTo(rule(context), input.Type.Shape));
        }
    }

    private void Control(Node node)
    {
        var parts = Enumerable.Range(0, _count).Where(id => _builder.Nodes[id].Kind == OpKind.Part && _builder.Nodes[id].Inputs[0] == node.Id && _gradients[id] is not null)
            .ToLookup(id => _builder.Nodes[id].Arguments.Number, id => _gradients[id]!);
        if (parts.Count == 0) return;
        var results = Enumerable.Range(0, node.Arguments.Bodies[0].Outputs.Count)
            .Select(number => parts[number].Aggregate((Node?)null, (sum, next) => sum is null ? next : _builder.Add(sum, next))).ToList();
        var gradients = node.Kind == OpKind.Loop
            ? new LoopGradient(_builder, node, this).Run(results)
            : new BranchGradient(_builder, node, this).Run(results);
        for (var operand = 0; operand < node.Inputs.Count; operand++)
        {
            if (gradients[operand] is { } gradient) Accumulate(node.Inputs[operand], gradient);
        }
    }

    private void Accumulate(int id, Node gradient) => _gradients[id] = _gradients[id] is { } sum ? _builder.Add(OpKind.Add, sum, gradient) : gradient;

    /// <summary>The nodes that a wanted source flows into along operands with a gradient.</summary>
    private static bool[] Reached(IReadOnlyList<Node> nodes, Func<Node, bool> isWanted)
    {
        var reached = new bool[nodes.Count];
        foreach (var node in nodes)
        {
            reached[node.Id] = node.Kind switch
            {
                OpKind.Input or OpKind.Parameter => node.Type.Element.IsFloat() && isWanted(node),
                OpKind.Loop or OpKind.Branch => node.Inputs.Any(input => reached[input]),
                OpKind.Part => reached[node.Inputs[0]] && node.Type.Element.IsFloat(),
                _ => node.Inputs.Where((input, operand) => reached[input] && GradientRules.Of(node.Kind, operand) is not null).Any(),
            };
        }

        return reached;
    }

    /// <summary>Undoes a broadcast: sums a gradient over the axes along which the operand was repeated.</summary>
    private Node SumTo(Node gradient, Shape shape)
    {
        var from = gradient.Type.Shape;
        if (from == shape) return gradient;
        var added = from.Rank - shape.Rank;
        var axes = Enumerable.Range(0, from.Rank).Where(axis => axis < added || (shape[axis - added].IsOne && !from[axis].IsOne)).ToEquatableArray();
        var sum = axes.Count == 0 ? gradient : _builder.Add(OpKind.ReduceSum, [gradient], new() { Axes = axes, Keep = added == 0 });

        // What differs still is written differently only: axes that a guard holds equal, or ones to be put back.
        return sum.Type.Shape == shape ? sum : _builder.Reshape(sum, shape);
    }
}
