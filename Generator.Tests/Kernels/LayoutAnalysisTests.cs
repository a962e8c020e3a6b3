using ModelGen.Generator.Fusion;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Lowering;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Tests.Fuzz;

namespace ModelGen.Generator.Tests.Kernels;

/// <summary>What the analysis of layouts calls legal is lowered, and what it does not is stored before.</summary>
public class LayoutAnalysisTests
{
    private const int Graphs = 600;

    [Fact]
    public void WhatIsLegalIsLoweredAndNothingElse()
    {
        var (legal, illegal) = (0, 0);
        for (var seed = 0; seed < Graphs; seed++)
        {
            var graph = RandomGraph.Make(seed);
            var (random, host) = (new Random(seed), HostValues.Find(graph));
            var stored = graph.Nodes.Where(node => node.Kind.IsDeclared() || random.NextDouble() < 0.3).Select(node => node.Id).ToHashSet();
            var layouts = new LayoutAnalysis(graph, node => stored.Contains(node.Id));
            var isLegal = new bool[graph.Nodes.Count];
            foreach (var node in graph.Nodes)
            {
                // A table is read by rows, and not computed element by element.
                var operands = node.Inputs.Skip(node.Kind.Has(OpTraits.HasIndexedRows) ? 1 : 0);
                isLegal[node.Id] = IsRead(node) || (layouts.ToStore(node) is null && operands.All(operand => isLegal[operand]));
                Assert.True(isLegal[node.Id] == IsLowered(graph, node, stored),
                    $"seed {seed}, %{node.Id}:\n{GraphPrinter.Print(graph)}");
                if (IsRead(node)) continue;
                if (isLegal[node.Id]) legal++;
                else illegal++;
            }

            bool IsRead(Node node) => stored.Contains(node.Id) || (host.Contains(node.Id) && node.Type.Element.IsFloat());
        }

        Assert.True(Math.Min(legal, illegal) > 1000, $"{legal} values were legal, {illegal} were not");
    }

    [Fact]
    public void WhatIsNotLegalIsMaterialized()
    {
        var copied = 0;
        foreach (var graph in Enumerable.Range(0, Graphs).Select(Step).SelectMany(All).Select(Copied))
        {
            var (copies, host) = (MaterializedNodes.Find(graph), HostValues.Find(graph));
            var (before, after) = (new LayoutAnalysis(graph, IsOfKernel),
                new LayoutAnalysis(graph, node => IsOfKernel(node) || copies.Contains(node.Id)));
            foreach (var product in graph.Nodes.Where(node => node.Kind == OpKind.MatMul))
            {
                Assert.Empty(after.OperandsToStore(product));
                copied += before.OperandsToStore(product).Count();
            }

            foreach (var node in Computed(graph, copies))
            {
                Assert.True(after.ToStore(node) is null, $"%{node.Id}:\n{GraphPrinter.Print(graph)}");
                if (before.ToStore(node) is not null) copied++;
            }

            bool IsOfKernel(Node node) => node.Kind.IsDeclared() || (!host.Contains(node.Id)
                && node.Kind.Row().Class is OpClass.Elementwise or OpClass.Reduction or OpClass.Contraction or OpClass.Part);
        }

        Assert.True(copied > 100, $"only {copied} values had to be copied");
    }

    /// <summary>Lowering fails where it meets what is not legal.</summary>
    [Fact]
    public void EachGroupOfAStepIsLowered()
    {
        var groups = Enumerable.Range(0, Graphs).Select(Step).SelectMany(All)
            .Sum(graph => LoweredGraph.Create(graph, _ => true).Groups.Count);
        Assert.True(groups > Graphs, $"only {groups} groups");
    }

    /// <summary>A graph and the bodies in it.</summary>
    private static IEnumerable<Graph> All(Graph graph) => graph.Nodes.SelectMany(node => node.Bodies).SelectMany(All).Prepend(graph);

    private static Graph Copied(Graph graph) => Materialize.CopyControlOperands(Materialize.CopySharedOutputs(graph, _ => true));

    /// <summary>The movements that kernels compute: all but those that products alone read.</summary>
    private static IEnumerable<Node> Computed(Graph graph, HashSet<int> copies)
    {
        var read = new HashSet<int>(copies);
        foreach (var node in graph.Nodes.Reverse())
        {
            if (node.Kind != OpKind.MatMul && (node.Kind.Row().Class != OpClass.Movement || read.Contains(node.Id)))
                read.UnionWith(node.Inputs);
        }

        return graph.Nodes.Where(node => node.Kind.Row().Class == OpClass.Movement && read.Contains(node.Id));
    }

    private static Graph Step(int seed)
    {
        var graph = RandomGraph.MakeSmooth(seed);
        var names = graph.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name).ToList();
        return GraphPasses.Run(Differentiate.Run(graph, names));
    }

    private static bool IsLowered(Graph graph, Node node, HashSet<int> stored)
    {
        var lowering = new ScalarLowering(graph, node.Type.Rank, HostValues.Find(graph), other => stored.Contains(other.Id));
        try
        {
            lowering.Lower(node, AffineIndex.Identity(node.Type.Rank));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
