using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// Which parameters and inputs a loss has a gradient of: those from which a path leads to it along operands that have a gradient rule. What
/// lies behind Detach or a comparison, or leads to Forward's results alone, is not among them, nor, in a call, what only a branch reads
/// that was not taken or a loop that did not run; PyTorch leaves its gradient None. Within a loop that runs, each branch counts as taken.
/// </summary>
internal sealed class GradientReach
{
    private readonly GraphBuilder _builder;
    private readonly DimRanges _ranges;

    /// <summary>A number that is 1 in calls in which the loss is reached from a node, else 0; null where it never is.</summary>
    private readonly Node?[] _reached;

    /// <summary>The numbers of the results of loops and branches.</summary>
    private readonly Dictionary<int, SortedDictionary<int, Node>> _results = [];
    private readonly Node _always;

    /// <summary>The numbers of the parameters and float inputs that are reached, by name.</summary>
    private readonly Dictionary<string, Node> _sources = [];

    /// <param name="builder">Holds the nodes; gets those that tell in which calls others are reached.</param>
    /// <param name="ranges">What the symbols can be.</param>
    /// <param name="seeds">Nodes that are reached in any case.</param>
    /// <param name="type">The type of the numbers that tell in which calls.</param>
    private GradientReach(GraphBuilder builder, DimRanges ranges, IEnumerable<int> seeds, ElementType type)
    {
        var count = builder.Nodes.Count;
        (_builder, _ranges, _reached, _always) = (builder, ranges, new Node?[count], builder.Constant(1, type));
        foreach (var seed in seeds) Mark(seed, _always);
        for (var id = count - 1; id >= 0; id--)
        {
            if (_reached[id] is { } reach) Visit(builder.Nodes[id], reach);
        }

        foreach (var node in builder.Nodes.Take(count).Where(node => node.Kind is OpKind.Input or OpKind.Parameter).ToList())
        {
            if (_reached[node.Id] is { } reach) _sources[node.Arguments.Name!] = Or(Source(node.Arguments.Name!), reach);
        }
    }

    /// <summary>The names of the parameters and float inputs that are reached in some calls.</summary>
    public static HashSet<string> ReachedNames(Graph graph) => [.. Analyze(graph, GraphBuilder.Continue(graph))._sources.Keys];

    /// <summary>
    /// For the parameters and float inputs that are reached in some calls only, by name: a number that is 1 in these, else 0.
    /// </summary>
    /// <param name="graph">The graph, which has a loss.</param>
    /// <param name="builder">Goes on where it ends.</param>
    public static Dictionary<string, Node> InCalls(Graph graph, GraphBuilder builder)
    {
        var reach = Analyze(graph, builder);
        return reach._sources.Where(source => source.Value != reach._always).ToDictionary(source => source.Key, source => source.Value);
    }

    private static GradientReach Analyze(Graph graph, GraphBuilder builder)
    {
        var losses = graph.Outputs.Where(output => output.Role == OutputRole.Loss).Select(output => output.Node).ToList();
        var type = losses.Select(id => graph[id].Type.Element).FirstOrDefault();
        return new(builder, DimRanges.OfCall(graph), losses, type);
    }

    private void Visit(Node node, Node reach)
    {
        if (node.Kind == OpKind.Part) Result(node, reach);
        else if (node.Kind == OpKind.Loop) Loop(node, reach);
        else if (node.Kind == OpKind.Branch) Branch(node, reach);
        else
        {
            for (var operand = 0; operand < node.Inputs.Count; operand++)
            {
                if (GradientRules.Find(node, operand) is not null) Mark(node.Inputs[operand], reach);
            }
        }
    }

    private void Mark(int id, Node reach)
    {
        if (_builder.Nodes[id].Type.Element.IsFloat() || _builder.Nodes[id].Kind.IsControl()) _reached[id] = Or(_reached[id], reach);
    }

    private void Result(Node part, Node reach)
    {
        var control = part.Inputs[0];
        if (!_results.TryGetValue(control, out var numbers)) _results.Add(control, numbers = []);
        numbers[part.Arguments.Number] = reach;
        Mark(control, reach);
    }

    private void Branch(Node node, Node reach)
    {
        var taken = node.Arguments.Bodies.Select(body => AnalyzeBody(body, _ranges, _results[node.Id].Keys)).ToList();
        var told = new List<(Node? IfTrue, Node? IfFalse, int Operand)>();
        var names = node.Arguments.Bodies[0].Inputs.Select(input => input.Name).ToList();
        for (var number = 0; number < names.Count; number++)
        {
            var (ifTrue, ifFalse) = (taken[0].Source(names[number]), taken[1].Source(names[number]));
            if (ifTrue is null && ifFalse is null) continue;
            if (taken[0].IsAlways(ifTrue) && taken[1].IsAlways(ifFalse)) Mark(node.Inputs[number + 1], reach);
            else if (taken[0].IsKnown(ifTrue) && taken[1].IsKnown(ifFalse))
                Mark(node.Inputs[number + 1], And(reach, Chosen(node, ifTrue, ifFalse)));
            else told.Add((ifTrue, ifFalse, node.Inputs[number + 1]));
        }

        if (told.Count == 0) return;
        var count = node.Arguments.Bodies[0].Outputs.Count;
        _builder.ReplaceBodies(_builder.Nodes[node.Id],
            [taken[0].WithReachOutputs(node.Arguments.Bodies[0], told.Select(one => one.IfTrue)),
            taken[1].WithReachOutputs(node.Arguments.Bodies[1], told.Select(one => one.IfFalse))]);
        for (var index = 0; index < told.Count; index++)
            Mark(told[index].Operand, And(reach, _builder.Part(_builder.Nodes[node.Id], count + index)));
    }

    private bool IsAlways(Node? reach) => reach == _always;

    private bool IsKnown(Node? reach) => reach is null || IsAlways(reach);

    private Node? Source(string name) => _sources.TryGetValue(name, out var reach) ? reach : null;

    private Node Chosen(Node branch, Node? ifTrue, Node? ifFalse)
        => _builder.Add(OpKind.Select, _builder.Nodes[branch.Inputs[0]], Number(ifTrue is null ? 0 : 1), Number(ifFalse is null ? 0 : 1));

    /// <summary>The body with the reach of its inputs as further results.</summary>
    private Graph WithReachOutputs(Graph body, IEnumerable<Node?> reaches)
    {
        foreach (var output in body.Outputs) _builder.Output(output.Role, output.Target, _builder.Nodes[output.Node]);
        foreach (var reach in reaches) _builder.Output(OutputRole.Result, "reached", reach ?? Number(0));
        return _builder.Build();
    }

    // If an iteration reads a carried value, the previous iteration's result is reached too.
    private void Loop(Node node, Node reach)
    {
        var (body, captured) = (node.Arguments.Bodies[0], node.Inputs.Count - node.Arguments.Carried);
        HashSet<int> asked = [.. _results[node.Id].Keys];
        GradientReach within;
        int known;
        do
        {
            known = asked.Count;
            within = AnalyzeBody(body, _ranges.Within(node.Arguments.Name!, node.Arguments.Count), asked);
            asked.UnionWith(Enumerable.Range(0, node.Arguments.Carried)
                .Where(number => within.Source(body.Inputs[captured + number].Name) is not null));
        }
        while (asked.Count > known);

        // A loop that does not run returns its initial values.
        var mayNotRun = !_ranges.IsNatural(node.Arguments.Count - 1);
        for (var number = 0; number < body.Inputs.Count; number++)
        {
            var (ifRun, ifNot) = (within.Source(body.Inputs[number].Name) is not null, mayNotRun && asked.Contains(number - captured));
            if (ifRun && (ifNot || !mayNotRun)) Mark(node.Inputs[number], reach);
            else if (ifRun || ifNot) Mark(node.Inputs[number], And(reach, Runs(node.Arguments.Count, ifRun)));
        }
    }

    /// <summary>Whether a loop runs, or whether it does not.</summary>
    private Node Runs(Dim count, bool ifRun)
    {
        var runs = _builder.Add(OpKind.LessOrEqual, _always, _builder.DimValue(count, _always));
        return _builder.Add(OpKind.Select, runs, Number(ifRun ? 1 : 0), Number(ifRun ? 0 : 1));
    }

    private Node Number(double value) => _builder.Constant(value, _always);

    private Node Or(Node? left, Node right)
    {
        if (left is null || left == right) return right;
        return left == _always || right == _always ? _always : _builder.Add(OpKind.Maximum, left, right);
    }

    private Node And(Node left, Node right)
    {
        if (left == right || right == _always) return left;
        return left == _always ? right : _builder.Add(OpKind.Multiply, left, right);
    }

    private GradientReach AnalyzeBody(Graph body, DimRanges ranges, IEnumerable<int> results)
        => new(GraphBuilder.Continue(body with { Outputs = [] }), ranges, results.Select(number => body.Outputs[number].Node),
            _always.Type.Element);
}
