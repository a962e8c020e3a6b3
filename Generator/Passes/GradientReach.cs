using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes;

/// <summary>
/// Which parameters and inputs a loss has a gradient of: those from which a path leads to it along operands that have a gradient rule. What lies behind
/// Detach or a comparison, or leads to Forward's results alone, is not among them; PyTorch leaves its gradient None.
/// </summary>
internal sealed class GradientReach
{
    private readonly Graph _graph;
    private readonly bool[] _reached;

    /// <summary>The results of loops and branches that are reached.</summary>
    private readonly Dictionary<int, HashSet<int>> _results = [];

    private GradientReach(Graph graph, IEnumerable<int> seeds)
    {
        (_graph, _reached) = (graph, new bool[graph.Nodes.Count]);
        foreach (var seed in seeds) _reached[seed] = graph[seed].Type.Element.IsFloat();
        for (var id = graph.Nodes.Count - 1; id >= 0; id--)
        {
            if (_reached[id]) Visit(graph[id]);
        }
    }

    /// <summary>The names of the parameters and float inputs.</summary>
    public static HashSet<string> Of(Graph graph)
        => new GradientReach(graph, graph.Outputs.Where(output => output.Role == OutputRole.Loss).Select(output => output.Node)).Names();

    private HashSet<string> Names() => [.. _graph.Nodes.Where(node => node.Kind is OpKind.Input or OpKind.Parameter && _reached[node.Id]).Select(node => node.Arguments.Name!)];

    private void Visit(Node node)
    {
        if (node.Kind == OpKind.Part) Result(node);
        else if (node.Kind == OpKind.Loop) Loop(node, _results[node.Id]);
        else if (node.Kind == OpKind.Branch) Branch(node, _results[node.Id]);
        else
        {
            for (var operand = 0; operand < node.Inputs.Count; operand++)
            {
                if (GradientRules.Of(node.Kind, operand) is not null) Mark(node.Inputs[operand]);
            }
        }
    }

    private void Mark(int id) => _reached[id] |= _graph[id].Type.Element.IsFloat();

    private void Result(Node part)
    {
        var control = part.Inputs[0];
        if (!_results.TryGetValue(control, out var numbers)) _results.Add(control, numbers = []);
        numbers.Add(part.Arguments.Number);
        _reached[control] = true;
    }

    private void Branch(Node node, HashSet<int> results)
    {
        foreach (var body in node.Arguments.Bodies)
        {
            var reached = Within(body, results);
            for (var number = 0; number < body.Inputs.Count; number++)
            {
                if (reached.Contains(body.Inputs[number].Name)) Mark(node.Inputs[number + 1]);
            }
        }
    }

    // What a turn reads of a carried value, the turn before must have been asked for.
    private void Loop(Node node, HashSet<int> results)
    {
        var (body, captured) = (node.Arguments.Bodies[0], node.Inputs.Count - node.Arguments.Carried);
        HashSet<int> asked = [.. results];
        HashSet<string> reached;
        do
        {
            reached = Within(body, asked);
        }
        while (Enumerable.Range(0, node.Arguments.Carried).Count(number => reached.Contains(body.Inputs[captured + number].Name) && asked.Add(number)) > 0);

        for (var number = 0; number < body.Inputs.Count; number++)
        {
            if (reached.Contains(body.Inputs[number].Name) || (asked.Contains(number - captured) && MayNotRun(node))) Mark(node.Inputs[number]);
        }
    }

    // Then it hands out what it started with.
    private static bool MayNotRun(Node loop) => loop.Arguments.Count.Constant is not > 0;

    private static HashSet<string> Within(Graph body, HashSet<int> results) => new GradientReach(body, results.Select(number => body.Outputs[number].Node)).Names();
}
