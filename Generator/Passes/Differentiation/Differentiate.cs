using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>Reverse-mode differentiation: adds a Gradient output for each requested parameter or float input.</summary>
internal static class Differentiate
{
    /// <param name="graph">A graph with one Loss output, a scalar.</param>
    /// <param name="wanted">Names of parameters and float inputs.</param>
    public static Graph Run(Graph graph, IReadOnlyList<string> wanted)
    {
        var builder = GraphBuilder.Continue(graph);
        var sources = graph.Nodes.Where(node => node.Kind is OpKind.Input or OpKind.Parameter).ToLookup(node => node.Name);
        var sweep = Sweep(graph, builder, new(wanted));
        foreach (var name in wanted)
        {
            var gradient = sources[name].Take(1).Select(source => sweep.GradientOf(source.Id)).FirstOrDefault();
            builder.Output(OutputRole.Gradient, name, gradient ?? builder.Zeros(TypeOf(graph, name)));
        }

        return builder.Build();
    }

    private static ReverseSweep Sweep(Graph graph, GraphBuilder builder, HashSet<string> wanted)
    {
        var loss = graph.Outputs.Single(output => output.Role == OutputRole.Loss).Node;
        var sweep = new ReverseSweep(builder, node => wanted.Contains(node.Name), new(builder.Nodes));
        sweep.Seed(loss, builder.Constant(1, graph[loss]));
        sweep.Run();
        return sweep;
    }

    private static TensorType TypeOf(Graph graph, string name)
        => graph.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Type
            ?? graph.Inputs.FirstOrDefault(input => input.Name == name)?.Type
            ?? throw new ArgumentException($"{name} is neither a parameter nor an input of {graph.Name}");
}
