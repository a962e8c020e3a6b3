using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>Walks the nodes that a builder holds backwards, from the seeds on, and appends what their gradients are.</summary>
internal sealed class ReverseSweep
{
    private readonly GraphBuilder _builder;
    private readonly int _count;
    private readonly bool[] _reached;
    private readonly Node?[] _gradients;

    /// <summary>The gradients some zeros of which say that an element was not chosen.</summary>
    private readonly bool[] _masked;
    private readonly Slopes _slopes;

    /// <summary>The parts of each loop and branch.</summary>
    private readonly ILookup<int, int> _parts;

    /// <param name="builder">Holds the nodes; gets the gradients.</param>
    /// <param name="isWanted">Whether the gradient of a source, a float input or parameter, is wanted.</param>
    /// <param name="ranges">What is known of the nodes' elements.</param>
    public ReverseSweep(GraphBuilder builder, Func<Node, bool> isWanted, ValueRanges ranges)
    {
        (_builder, _count, Ranges, _slopes) = (builder, builder.Nodes.Count, ranges, new(ranges, builder.Nodes));
        (_gradients, _masked, _reached) = (new Node?[_count], new bool[_count], Reached(builder.Nodes, isWanted));
        _parts = builder.Nodes.Where(node => node.Kind == OpKind.Part).ToLookup(part => part.Inputs[0], part => part.Id);
        IsForward = id => id < _count || ForwardParts.Contains(id);
    }

    /// <summary>Gives a node's gradient another way than to its operands; true when it did.</summary>
    public Func<Node, Node, bool> Intercept { get; init; } = (_, _) => false;

    /// <summary>Whether a node belongs to the computation that was there before, be it that its results were appended since.</summary>
    public Func<int, bool> IsForward { get; }

    /// <summary>The parts that loops and branches got to hand values to their gradients.</summary>
    public HashSet<int> ForwardParts { get; } = [];

    public ValueRanges Ranges { get; }

    /// <param name="id">The node whose gradient is known.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="isMasked">Whether zeros of it may say that an element was not chosen.</param>
    public void Seed(int id, Node gradient, bool isMasked = false) => Accumulate(id, gradient, isMasked);

    public Node? GradientOf(int id) => _gradients[id];

    public bool IsReached(int id) => _reached[id];

    public void Run()
    {
        for (var id = _count - 1; id >= 0; id--)
        {
            if (!_reached[id]) continue;
            var node = _builder.Nodes[id];
            if (node.Kind.IsControl()) Control(node);
            else if (_gradients[id] is { } gradient && node.Kind != OpKind.Part && !Intercept(node, gradient)) Propagate(node, gradient);
        }

    }

    private void Propagate(Node node, Node gradient)
    {
        var context = new GradientContext(_builder, node, gradient, _slopes);
        var isMasked = _masked[node.Id] || Slopes.Chooses(node.Kind);
        for (var operand = 0; operand < node.Inputs.Count; operand++)
        {
            var input = _builder.Nodes[node.Inputs[operand]];
            if (!_reached[input.Id] || GradientRules.Of(node.Kind, operand) is not { } rule) continue;
            var passed = rule(context);
            if (_masked[node.Id] && !_slopes.AreFinite(node, operand)) passed = context.WhereNotZero(gradient, passed);
            Accumulate(input.Id, SumTo(passed, input.Type.Shape), isMasked);
        }
    }

    private void Control(Node node)
    {
        var ids = _parts[node.Id].Where(id => _gradients[id] is not null).ToList();
        if (ids.Count == 0) return;
        var parts = ids.ToLookup(id => _builder.Nodes[id].Arguments.Number, id => _gradients[id]!);
        var isMasked = ids.Any(id => _masked[id]) || node.Arguments.Bodies.Any(Slopes.Chooses);
        var results = Enumerable.Range(0, node.Arguments.Bodies[0].Outputs.Count)
            .Select(number => parts[number].Aggregate((Node?)null, (sum, next) => sum is null ? next : _builder.Add(sum, next))).ToList();
        var gradients = node.Kind == OpKind.Loop
            ? new LoopGradient(_builder, node, this, isMasked).Run(results)
            : new BranchGradient(_builder, node, this, isMasked).Run(results);
        for (var operand = 0; operand < node.Inputs.Count; operand++)
        {
            if (gradients[operand] is { } gradient) Accumulate(node.Inputs[operand], gradient, isMasked);
        }
    }

    private void Accumulate(int id, Node gradient, bool isMasked)
    {
        _gradients[id] = _gradients[id] is { } sum ? _builder.Add(OpKind.Add, sum, gradient) : gradient;
        _masked[id] |= isMasked;
    }

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
        var axes = Enumerable.Range(0, from.Rank).Where(axis => axis < added || (shape[axis - added].IsOne && !from[axis].IsOne))
            .ToEquatableArray();
        var sum = axes.Count == 0 ? gradient : _builder.Add(OpKind.ReduceSum, [gradient], new() { Axes = axes, Keep = added == 0 });

        // What differs still is written differently only: axes that a guard holds equal, or ones to be put back.
        return sum.Type.Shape == shape ? sum : _builder.Reshape(sum, shape);
    }
}
