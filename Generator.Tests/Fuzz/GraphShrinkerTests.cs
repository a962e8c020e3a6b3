using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>The fuzz finds passes that are wrong on purpose, and shrinks graphs to the one operation that shows it.</summary>
public class GraphShrinkerTests
{
    [Fact]
    public void AWrongPassIsFoundAndItsGraphShrunkToOneOperation()
    {
        var small = Shrunk(RandomGraph.Make, node => node.Kind == OpKind.Tanh);
        Assert.Equal([OpKind.Input, OpKind.Tanh], small.Nodes.Select(node => node.Kind).Order());
    }

    [Fact]
    public void AFaultWithinALoopIsTakenOutOfIt()
    {
        var small = Shrunk(seed => WithOnly(RandomGraph.Make(seed), OpKind.Loop), node => node.Kind == OpKind.Negate);
        Assert.Equal([OpKind.Input, OpKind.Negate], small.Nodes.Select(node => node.Kind).Order());
    }

    [Fact]
    public void AFaultThatNeedsItsLoopKeepsOneOfOneTurn()
    {
        static Graph Backwards(Graph graph)
            => Rewrite.Rebuild(graph, (builder, node, inputs) =>
                builder.Copy(node.Kind == OpKind.Loop
                    ? node with { Arguments = node.Loop with { Count = node.Loop.Count + 1 } }
                    : node, inputs));
        var small = Shrunk(RandomGraph.Make, Backwards);
        var loop = Assert.Single(small.Nodes, node => node.Kind == OpKind.Loop);
        Assert.Equal(1, loop.Loop.Count);
        Assert.True(small.Nodes.Count <= 5, GraphPrinter.Print(small));
        Assert.True(loop.Bodies[0].Nodes.Count <= 4, GraphPrinter.Print(small));
    }

    [Fact]
    public void TheMessageHasTheSeedAndTheGraph()
    {
        var failure = Assert.ThrowsAny<Exception>(() =>
            FuzzRun.Check(40, 1, RandomGraph.Make, (graph, _) => graph.Nodes.Any(node => node.Kind == OpKind.Input) ? "an input" : null));
        Assert.StartsWith("seed 40: an input\nbefore:\nmodelgen graph", failure.Message, StringComparison.Ordinal);
    }

    private static Graph Shrunk(Func<int, Graph> make, Func<Node, bool> isForgotten)
        => Shrunk(make, graph =>
            Rewrite.Rebuild(graph, (builder, node, inputs) => isForgotten(node) ? inputs[0] : builder.Copy(node, inputs)));

    private static Graph Shrunk(Func<int, Graph> make, Func<Graph, Graph> wrong)
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            if (IsFaulty(make(seed))) return GraphShrinker.Run(make(seed), IsFaulty);

            bool IsFaulty(Graph graph)
                => GraphFaults.AfterPasses(graph, RandomBindings.Of(graph, seed), [new("wrong", wrong, "of the test")]) is not null;
        }

        throw new InvalidOperationException("not found");
    }

    /// <summary>The graph with what a kind of control gives as its outputs.</summary>
    private static Graph WithOnly(Graph graph, OpKind kind)
    {
        var parts = graph.Nodes.Where(node => node.Kind == OpKind.Part && graph[node.Inputs[0]].Kind == kind)
            .Select((node, number) => new GraphOutput(OutputRole.Result, "part" + GraphText.Number(number), node.Id));
        return DeadNodes.Run(graph with { Outputs = [.. parts] });
    }
}
