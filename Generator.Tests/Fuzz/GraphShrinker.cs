using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Makes a graph smaller, a step at a time, while it keeps a fault.</summary>
internal static class GraphShrinker
{
    /// <param name="graph">A graph with the fault.</param>
    /// <param name="isFaulty">Whether a graph, which has passed the verifier, has the fault.</param>
    public static Graph Run(Graph graph, Func<Graph, bool> isFaulty)
    {
        while (Candidates(graph).FirstOrDefault(IsBetter) is { } smaller) graph = smaller;
        return graph;

        bool IsBetter(Graph candidate)
            => Size(candidate) < Size(graph) && IsDecidable(candidate) && !GraphVerifier.Faults(candidate).Any() && isFaulty(candidate);
    }

    /// <summary>Whether the host knows the conditions of all branches, as a front end makes sure.</summary>
    private static bool IsDecidable(Graph graph)
    {
        var host = HostValues.Find(graph);
        return graph.Nodes.All(node =>
            (node.Kind != OpKind.Branch || host.Contains(node.Inputs[0])) && node.Bodies.All(IsDecidable));
    }

    /// <summary>How large a graph is to read: its operations, those of bodies too, then its nodes, then its outputs and turns.</summary>
    public static long Size(Graph graph)
    {
        var inner = graph.Nodes.SelectMany(node => node.Bodies).Sum(Size);
        var operations = graph.Nodes.Count(node => node.Kind.Row().Class != OpClass.Source);
        var turns = graph.Nodes.Where(node => node.Kind == OpKind.Loop).Sum(node => node.Loop.Count.Constant ?? 20);
        return inner + (operations * 1_000_000L) + (graph.Nodes.Count * 10_000L) + (graph.Outputs.Count * 100L) + (graph.Inputs.Count * 10)
            + turns;
    }

    /// <summary>The boldest first.</summary>
    private static IEnumerable<Graph> Candidates(Graph graph)
        => ShrinkOutputs.Of(graph).Concat(ShrinkControl.Entered(graph)).Concat(ShrinkNodes.Of(graph)).Concat(ShrinkControl.Of(graph))
            .Select(Lean);

    private static Graph Lean(Graph graph)
        => ControlFlow.TransformRecursively(graph,
            inner => DeadNodes.Run(DeadLoopResults.Run(DeadNodes.Run(inner))));
}
