using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// Which parameters and inputs a loss has a gradient of: those from which a path leads to it along operands that have a gradient rule. What
/// lies behind Detach or a comparison, or leads to Forward's results alone, is not among them, nor, in a call, what only a branch reads
/// that was not taken, or a loop in none of its iterations; PyTorch leaves its gradient None.
/// </summary>
internal sealed class GradientReach
{
    private readonly GraphBuilder _builder;
    private readonly DimRanges _ranges;
    private readonly ReachNumbers _numbers;

    /// <summary>A number that is 1 in calls in which the loss is reached from a node, else 0; null where it never is.</summary>
    private readonly Node?[] _reached;

    /// <summary>The numbers of the results of loops and branches.</summary>
    private readonly Dictionary<int, SortedDictionary<int, Node>> _results = [];

    /// <summary>The numbers of the parameters and float inputs that are reached, by name.</summary>
    private readonly Dictionary<string, Node> _sources = [];

    /// <param name="builder">Holds the nodes; gets those that tell in which calls others are reached.</param>
    /// <param name="ranges">What the symbols can be.</param>
    /// <param name="seeds">Nodes that are reached in any case.</param>
    /// <param name="type">The type of the numbers that tell in which calls.</param>
    public GradientReach(GraphBuilder builder, DimRanges ranges, IEnumerable<int> seeds, ElementType type)
    {
        var count = builder.Nodes.Count;
        (_builder, _ranges, _reached, _numbers) = (builder, ranges, new Node?[count], new(builder, type));
        foreach (var seed in seeds) Mark(seed, _numbers.Always);
        for (var id = count - 1; id >= 0; id--)
        {
            if (_reached[id] is { } reach) Visit(builder.Nodes[id], reach);
        }

        foreach (var node in builder.Nodes.Take(count).Where(IsSource).ToList()) Name(node);
    }

    private static bool IsSource(Node node) => node.Kind is OpKind.Input or OpKind.Parameter;

    private void Name(Node source)
    {
        if (_reached[source.Id] is { } reach) _sources[source.Name] = _numbers.Or(Source(source.Name), reach);
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
        return reach._sources.Where(source => !reach.IsAlways(source.Value)).ToDictionary(source => source.Key, source => source.Value);
    }

    /// <summary>The number of a source; null where it is never reached.</summary>
    public Node? Source(string name) => _sources.TryGetValue(name, out var reach) ? reach : null;

    /// <summary>Whether a number is 1 in all calls.</summary>
    public bool IsAlways(Node? reach) => reach == _numbers.Always;

    private static GradientReach Analyze(Graph graph, GraphBuilder builder)
    {
        var losses = graph.Outputs.Where(output => output.Role == OutputRole.Loss).Select(output => output.Node).ToList();
        var type = losses.Select(id => graph[id].Type.Element).FirstOrDefault();
        return new(builder, DimRanges.OfCall(graph), losses, type);
    }

    private void Visit(Node node, Node reach)
    {
        if (node.Kind == OpKind.Part) Result(node, reach);
        else if (node.Kind == OpKind.Loop) MarkAll(LoopReach.OfOperands(_builder, _numbers, _ranges, node, _results[node.Id]));
        else if (node.Kind == OpKind.Branch) MarkAll(BranchReach.OfOperands(_builder, _numbers, _ranges, node, _results[node.Id]));
        else MarkOperands(node, reach);
    }

    private void MarkOperands(Node node, Node reach)
    {
        for (var operand = 0; operand < node.Inputs.Count; operand++)
        {
            if (GradientRules.Find(node, operand) is not null) Mark(node.Inputs[operand], reach);
        }
    }

    private void MarkAll(IEnumerable<(int Operand, Node Reach)> operands)
    {
        foreach (var (operand, reach) in operands) Mark(operand, reach);
    }

    private void Mark(int id, Node reach)
    {
        if (_builder.Nodes[id].Type.Element.IsFloat() || _builder.Nodes[id].Kind.IsControl())
            _reached[id] = _numbers.Or(_reached[id], reach);
    }

    private void Result(Node part, Node reach)
    {
        var control = part.Inputs[0];
        if (!_results.TryGetValue(control, out var numbers)) _results.Add(control, numbers = []);
        numbers[part.Number] = numbers.TryGetValue(part.Number, out var known) ? _numbers.Or(known, reach) : reach;
        Mark(control, reach);
    }
}
