using System.Text;

namespace ModelGen.Generator.IR;

/// <summary>
/// Writes a <see cref="Graph"/> as the text that <see cref="GraphReader"/> reads back exactly, and that tests are written in.
/// </summary>
internal static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var text = new StringBuilder($"{GraphText.Signature} {GraphText.Number(GraphText.Version)}\n");
        Print(graph, text, "");
        return text.ToString();
    }

    private static void Print(Graph graph, StringBuilder text, string indent)
    {
        foreach (var line in Declarations(graph)) Line(line);
        foreach (var node in graph.Nodes)
        {
            Line(Node(node));
            foreach (var body in node.Bodies) Body(body);
        }

        foreach (var output in graph.Outputs)
            Line($"output {GraphText.SnakeCase(output.Role.ToString())} {GraphText.Name(output.Target)} {Id(output.Node)}");

        void Line(string line) => text.Append(indent).Append(line).Append('\n');

        void Body(Graph body)
        {
            Line("  " + GraphText.BodyStart);
            Print(body, text, indent + "    ");
            Line("  " + GraphText.BodyEnd);
        }
    }

    private static IEnumerable<string> Declarations(Graph graph) =>
    [
        .. Head(graph),
        .. graph.Inputs.Select(Input),
        .. graph.Parameters.Select(Parameter),
        .. graph.States.Select(State),
        .. graph.Guards.Select(Guard),
        .. graph.Limits.Select(Limit),
        .. graph.Layers.Select(Layer),
    ];

    private static IEnumerable<string> Head(Graph graph)
    {
        yield return $"graph {GraphText.Name(graph.Name)} {graph.Precision.Name()}";
        if (graph.FixedSymbols.Count > 0) yield return "fixed " + string.Join(" ", graph.FixedSymbols);
        if (graph.BatchSymbols.Count > 0) yield return "batch " + string.Join(" ", graph.BatchSymbols);
        if (graph.Numbers.Count > 0) yield return "numbers " + string.Join(" ", graph.Numbers.Select(GraphText.Name));
    }

    /// <summary>One node: <c>%3 = matmul %0 %2 transpose_b : f32[N, 128] @7  # hidden</c>.</summary>
    public static string Node(Node node)
    {
        var words = new List<string> { Id(node.Id), "=", node.Kind.Row().Name };
        words.AddRange(node.Inputs.Select(Id));
        words.AddRange(node.Arguments.Words());
        words.Add(":");
        words.Add(node.Type.ToString());
        var line = string.Join(" ", words);
        return node.Label is null ? line : line + "  # " + GraphText.Escape(node.Label);
    }

    private static string Input(InputInfo input)
        => $"input {GraphText.Name(input.Name)} : {input.Type}" + (input.Bound is { } bound ? $" below {bound}" : "");

    private static string Parameter(ParameterInfo parameter)
        => $"{Keyword(parameter)} {GraphText.Name(parameter.Name)} : {parameter.Type} = {Initializer(parameter.Initializer)}";

    private static string State(StateInfo state)
        => $"{(state.IsTransient ? "transient" : "state")} {GraphText.Name(state.Name)} "
            + $"{(state.Parameter.Length > 0 ? $"of {GraphText.Name(state.Parameter)} " : "")}: {state.Type}";

    private static string Guard(DimGuard guard)
        => $"guard {(guard.IsOfLoss ? "loss " : "")}{guard.Left} {(guard.MustDiffer ? "!=" : "==")} {guard.Right}"
            + $" because {GraphText.Quote(guard.Because)}";

    private static string Limit(DimLimit limit)
        => $"limit {(limit.IsOfLoss ? "loss " : "")}{limit.Value} from {limit.Least}"
            + (limit.Most is { } most ? $" to {most} of {limit.Size}" : "")
            + $" what {GraphText.Quote(limit.What)} where {GraphText.Quote(limit.Where)}";

    private static string Layer(LayerCall layer)
        => $"layer {GraphText.Name(layer.Path)} {GraphText.Quote(layer.Module)} {GraphText.Number(layer.Depth)} : {layer.Output}"
            + $" multiply_adds {layer.MultiplyAdds}";

    private static string Keyword(ParameterInfo parameter)
        => parameter.IsTrainable ? "parameter" : parameter.IsState ? "buffer_state" : "buffer";

    private static string Initializer(Initializer initializer)
        => $"{GraphText.SnakeCase(initializer.Kind.ToString())} {GraphText.Number(initializer.First)} "
            + $"{GraphText.Number(initializer.Second)}"
            + (initializer.FanIn is { } fanIn ? $" fan_in {fanIn}" : "");

    private static string Id(int id) => "%" + GraphText.Number(id);
}
