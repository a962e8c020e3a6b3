using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>Visits the builder's nodes in reverse order, starting at the seeds, and appends the nodes of their gradients.</summary>
internal sealed class ReverseSweep
{
    private readonly GraphBuilder _builder;
    private readonly int _count;
    private readonly bool[] _reached;
    private readonly Node?[] _gradients;

    /// <summary>The gradients in which a zero may mean that the element was not selected.</summary>
    private readonly bool[] _masked;
    private readonly DerivativeFiniteness _slopes;

    /// <summary>The parts of each loop and branch.</summary>
    private readonly ILookup<int, int> _results;

    /// <param name="builder">Holds the nodes; gets the gradients.</param>
    /// <param name="isWanted">Whether the gradient of a source, a float input or parameter, is wanted.</param>
    /// <param name="ranges">What is known of the nodes' elements.</param>
    public ReverseSweep(GraphBuilder builder, Func<Node, bool> isWanted, ValueRanges ranges)
    {
        (_builder, _count, Ranges, _slopes) = (builder, builder.Nodes.Count, ranges, new(ranges, builder.Nodes));
        (_gradients, _masked, _reached) = (new Node?[_count], new bool[_count], Reached(builder.Nodes, isWanted));
        _results = builder.Nodes.Where(node => node.Kind == OpKind.Part).ToLookup(part => part.Inputs[0], part => part.Id);
        IsForward = id => id < _count || ForwardResults.Contains(id);
    }

    /// <summary>Handles the gradient of a node itself; returns true if it did, and then nothing flows to the operands.</summary>
    public Func<Node, Node, bool> Intercept { get; init; } = (_, _) => false;

    /// <summary>Whether a node belongs to the forward computation, projections appended during the sweep included.</summary>
    public Func<int, bool> IsForward { get; }

    /// <summary>The results added to loops and branches to pass values to their gradients.</summary>
    public HashSet<int> ForwardResults { get; } = [];

    public ValueRanges Ranges { get; }

    /// <param name="id">The node whose gradient is known.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="isMasked">Whether zeros of it may say that an element was not chosen.</param>
    public void Seed(int id, Node gradient, bool isMasked = false) => Accumulate(id, gradient, isMasked);

    public Node? GradientOf(int id) => _gradients[id];

    /// <summary>The gradient of an input of a body; null where none flows.</summary>
    public Node? GradientOfInput(string name)
        => _builder.Nodes.FirstOrDefault(node => node.Kind == OpKind.Input && node.Name == name) is { } source
            ? GradientOf(source.Id)
            : null;

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
        _builder.Origin = GradientOrigins.Of(node);
        var context = new GradientContext(_builder, node, gradient, _slopes);
        var isMasked = _masked[node.Id] || node.Kind.Has(OpTraits.Selects);
        for (var operand = 0; operand < node.Inputs.Count; operand++)
        {
            var input = _builder.Nodes[node.Inputs[operand]];
            if (_reached[input.Id] && Passed(context, node, operand) is { } passed)
                Accumulate(input.Id, ReduceToShape(passed, input.Type.Shape), isMasked);
        }
    }

    /// <summary>The gradient of an operand, as its rule gives it; null where it has none.</summary>
    private Node? Passed(GradientContext context, Node node, int operand)
    {
        if (GradientRules.Find(node, operand) is not { } rule) return null;
        var passed = rule(context);
        return _masked[node.Id] && !_slopes.IsDerivativeFinite(node, operand) ? context.WhereNotZero(context.Gradient, passed) : passed;
    }

    private void Control(Node node)
    {
        var ids = _results[node.Id].Where(id => _gradients[id] is not null).ToList();
        if (ids.Count == 0) return;
        var isMasked = ids.Any(id => _masked[id]) || node.Bodies.Any(DerivativeFiniteness.Selects);
        _builder.Origin = GradientOrigins.Of(node);
        var results = ResultGradients(node, ids);
        var gradients = GradientsOf(node, results, isMasked);
        for (var operand = 0; operand < gradients.Length; operand++)
        {
            if (gradients[operand] is { } gradient) Accumulate(node.Inputs[operand], gradient, isMasked);
        }
    }

    /// <summary>The gradients of a loop's or branch's results, each the sum of those of its parts.</summary>
    private List<Node?> ResultGradients(Node control, List<int> parts)
    {
        var gradients = parts.ToLookup(id => _builder.Nodes[id].Number, id => _gradients[id]!);
        return Enumerable.Range(0, control.Bodies[0].Outputs.Count).Select(number => Sum(gradients[number])).ToList();
    }

    private Node?[] GradientsOf(Node control, List<Node?> results, bool isMasked)
        => control.Kind == OpKind.Loop
            ? new LoopGradient(_builder, control, this, isMasked).Build(results)
            : new BranchGradient(_builder, control, this, isMasked).Build(results);

    private Node? Sum(IEnumerable<Node> gradients)
        => gradients.Aggregate((Node?)null, (sum, next) => sum is null ? next : _builder.Add(sum, next));

    private void Accumulate(int id, Node gradient, bool isMasked)
    {
        _gradients[id] = _gradients[id] is { } sum ? _builder.Add(OpKind.Add, sum, gradient) : gradient;
        _masked[id] |= isMasked;
        GradientOrigins.Name(_builder, _gradients[id]!, _builder.Nodes[id]);
    }

    /// <summary>The nodes that depend on a wanted source through operands with a gradient rule.</summary>
    private static bool[] Reached(IReadOnlyList<Node> nodes, Func<Node, bool> isWanted)
    {
        var reached = new bool[nodes.Count];
        foreach (var node in nodes) reached[node.Id] = IsReached(node, reached, isWanted);
        return reached;
    }

    private static bool IsReached(Node node, bool[] reached, Func<Node, bool> isWanted) => node.Kind switch
    {
        OpKind.Input or OpKind.Parameter => node.Type.Element.IsFloat() && isWanted(node),
        OpKind.Loop or OpKind.Branch => node.Inputs.Any(input => reached[input]),
        OpKind.Part => reached[node.Inputs[0]] && node.Type.Element.IsFloat(),
        _ => node.Inputs.Where((input, operand) => reached[input] && GradientRules.Find(node, operand) is not null).Any(),
    };

    /// <summary>Undoes a broadcast: sums a gradient over the axes along which the operand was repeated.</summary>
    private Node ReduceToShape(Node gradient, Shape shape)
    {
        var from = gradient.Type.Shape;
        if (from == shape) return gradient;
        var added = from.Rank - shape.Rank;
        var axes = Enumerable.Range(0, from.Rank).Where(IsRepeated).ToEquatableArray();
        var sum = axes.Count == 0 ? gradient : _builder.Add(OpKind.ReduceSum, [gradient], new ReductionArguments(axes, Keep: added == 0));

        // The remaining difference is one of notation: axes that a guard proves equal, or reduced axes of size 1.
        return sum.Type.Shape == shape ? sum : _builder.Reshape(sum, shape);

        bool IsRepeated(int axis) => axis < added || (shape[axis - added].IsOne && !from[axis].IsOne);
    }
}
