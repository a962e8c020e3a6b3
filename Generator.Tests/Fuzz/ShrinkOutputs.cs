using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>A graph with each of its outputs alone, and with each of its nodes as the only output.</summary>
internal static class ShrinkOutputs
{
    public static IEnumerable<Graph> Of(Graph graph)
    {
        if (graph.Outputs.Count > 1)
        {
            foreach (var output in graph.Outputs) yield return graph with { Outputs = [output] };
        }

        foreach (var node in graph.Nodes.Where(node => node.Type.Element.IsFloat() && !node.Kind.IsControl()))
            yield return Only(graph, node);
    }

    /// <summary>The graph with one output: a result; or a loss, where it has one, which sums the node.</summary>
    public static Graph Only(Graph graph, Node node)
    {
        if (graph.Outputs.All(output => output.Role != OutputRole.Loss))
            return graph with { Outputs = [new(OutputRole.Result, "result", node.Id)] };
        var builder = GraphBuilder.Continue(graph with { Outputs = [] });
        builder.Output(OutputRole.Loss, "loss", node.Type.Rank == 0 ? node : builder.Sum(node));
        return builder.Build();
    }
}
