using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Random graphs hold what a front end can make, have a meaning, and survive their text.</summary>
public class RandomGraphTests
{
    private const int Graphs = 1000;

    /// <summary>What only the optimizer and the gradient make.</summary>
    private static readonly OpKind[] Made = [OpKind.State, OpKind.Undefined];

    [Fact]
    public void EveryOperationIsAmongThem()
    {
        var kinds = Enumerable.Range(0, Graphs).SelectMany(seed => All(RandomGraph.Make(seed))).Select(node => node.Kind).ToHashSet();
        Assert.Empty(Enum.GetValues<OpKind>().Except(kinds).Except(Made));
    }

    [Fact]
    public void TheyAreSoundAndMostHaveAMeaning()
    {
        var meaning = 0;
        for (var seed = 0; seed < Graphs; seed++)
        {
            foreach (var graph in new[] { RandomGraph.Make(seed), RandomGraph.MakeSmooth(seed) })
            {
                GraphVerifier.Check(graph);
                if (RandomBindings.Meets(graph, RandomBindings.Of(graph, seed))) meaning++;
            }
        }

        Assert.True(meaning > 2 * Graphs * 0.9, $"only {meaning} graphs have a meaning");
    }

    [Fact]
    public void ValuesOfEachFloatTypeAreAmongThem()
    {
        var graphs = Enumerable.Range(0, Graphs).Select(RandomGraph.MakeMixed).Concat(Enumerable.Range(0, Graphs)
            .Select(RandomGraph.MakeMixedSmooth)).ToList();
        foreach (var graph in graphs)
        {
            GraphVerifier.Check(graph);
            Assert.Equal(graph, GraphReader.Read(GraphPrinter.Print(graph)));
        }

        var pairs = graphs.SelectMany(graph => graph.Nodes.Where(node => node.Kind == OpKind.Convert)
            .Select(node => (graph[node.Inputs[0]].Type.Element, node.Type.Element))).ToHashSet();
        foreach (var type in RandomConversions.Types)
        {
            Assert.Contains((ElementType.Float64, type), pairs);
            Assert.Contains((type, ElementType.Float64), pairs);
        }
    }

    [Fact]
    public void LoopsAndBranchesStandInEachOther()
    {
        var graphs = Enumerable.Range(0, Graphs).Select(RandomGraph.Make).ToList();
        foreach (var outer in new[] { OpKind.Loop, OpKind.Branch })
        {
            foreach (var inner in new[] { OpKind.Loop, OpKind.Branch })
                Assert.Contains(graphs, graph =>
                    graph.Nodes.Any(node => node.Kind == outer
                        && node.Bodies.Any(body => body.Nodes.Any(within => within.Kind == inner))));
        }
    }

    [Fact]
    public void TheySurviveTheirText()
    {
        for (var seed = 0; seed < Graphs; seed++)
        {
            var graph = RandomGraph.Make(seed);
            Assert.Equal(graph, GraphReader.Read(GraphPrinter.Print(graph)));
        }
    }

    [Fact]
    public void PassesMakeThemSmaller()
    {
        var (before, after) = (0, 0);
        for (var seed = 0; seed < Graphs; seed++)
        {
            var graph = DeadNodes.Run(RandomGraph.Make(seed));
            before += All(graph).Count();
            after += All(GraphPasses.Run(graph)).Count();
        }

        Assert.True(after < before * 0.85, $"{before} nodes became {after}");
    }

    private static IEnumerable<Node> All(Graph graph)
        => graph.Nodes.Concat(graph.Nodes.SelectMany(node => node.Bodies).SelectMany(All));
}
