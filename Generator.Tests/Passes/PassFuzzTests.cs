using ModelGen.Generator.IR;
using ModelGen.Generator.Models;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Tests.Oracle;

namespace ModelGen.Generator.Tests.Passes;

public class PassFuzzTests
{
    private const int Graphs = 4000;

    private static readonly Dictionary<string, long> Symbols = new() { ["N"] = 3 };

    public static TheoryData<string> Names() => [.. GraphPasses.All.Select(pass => pass.Name).Append("all")];

    [Theory]
    [MemberData(nameof(Names))]
    public void AGraphMeansTheSameBeforeAndAfter(string name)
    {
        Func<Graph, Graph> pass = name == "all" ? GraphPasses.Run : GraphPasses.All.Single(pass => pass.Name == name).Run;
        for (var seed = 0; seed < Graphs; seed++)
        {
            var graph = RandomGraph.Make(seed);
            if (!Meets(graph) || Fault(graph, pass) is null) continue;
            var small = Shrunk(graph, candidate => Fault(candidate, pass) is not null);
            Assert.Fail($"seed {seed}: {Fault(small, pass)}\nbefore:\n{GraphPrinter.Print(small)}");
        }
    }

    [Fact]
    public void MostRandomGraphsHaveAMeaning()
        => Assert.True(Enumerable.Range(0, Graphs).Count(seed => Meets(RandomGraph.Make(seed))) > Graphs * 0.7);

    [Fact]
    public void ABrokenPassIsFoundAndShrunk()
    {
        static Graph Broken(Graph graph) => Rewrite.Run(graph, (builder, node, inputs) => node.Kind == OpKind.Tanh ? inputs[0] : builder.Copy(node, inputs));
        var graph = Enumerable.Range(0, Graphs).Select(RandomGraph.Make).First(graph => Meets(graph) && Fault(graph, Broken) is not null);
        Assert.Equal(2, Shrunk(graph, candidate => Fault(candidate, Broken) is not null).Nodes.Count);
    }

    [Fact]
    public void PassesMakeGraphsSmaller()
    {
        var (before, after) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var graph = DeadNodes.Run(RandomGraph.Make(seed));
            before += graph.Nodes.Count;
            after += GraphPasses.Run(graph).Nodes.Count;
        }

        Assert.True(after < before * 0.85, $"{before} nodes became {after}");
    }

    [Fact]
    public void RandomGraphsSurviveTheirText()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var graph = RandomGraph.Make(seed);
            Assert.Equal(graph, GraphReader.Read(GraphPrinter.Print(graph)));
        }
    }

    // A graph whose guards do not hold has no meaning to keep.
    private static bool Meets(Graph graph)
        => graph.Guards.All(guard => guard.Left.Evaluate(Symbols) == guard.Right.Evaluate(Symbols));

    private static string? Fault(Graph graph, Func<Graph, Graph> pass)
    {
        Graph after;
        try
        {
            after = pass(graph);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.ToString();
        }

        if (GraphVerifier.Faults(after).FirstOrDefault() is { } fault) return $"{fault}\nafter:\n{GraphPrinter.Print(after)}";
        var (expected, actual) = (Evaluated(graph), Evaluated(after));
        for (var output = 0; output < expected.Length; output++)
        {
            var same = expected[output].Data.Zip(actual[output].Data, (a, b) => Numbers.Close(a, b, 1e-9)).All(close => close);
            if (!same || !expected[output].Dims.SequenceEqual(actual[output].Dims))
                return $"output {output} was {string.Join(" ", expected[output].Data)}, is {string.Join(" ", actual[output].Data)}\nafter:\n{GraphPrinter.Print(after)}";
        }

        return null;
    }

    private static Value[] Evaluated(Graph graph) => Interpreter.Outputs(graph, new Bindings
    {
        Symbols = Symbols,
        Inputs = { ["x"] = Numbers.Uniform(1, 9, -2, 2), ["y"] = [0.5, double.NaN, -1.5, double.PositiveInfinity, 2, -0.25, double.NegativeInfinity, 1, 3] },
        Parameters = { ["w"] = [0.75, -1.25, 2] },
    });

    /// <summary>Of the graphs with one node as their only output, the smallest that still has the fault.</summary>
    private static Graph Shrunk(Graph graph, Func<Graph, bool> faulty)
    {
        var candidates = graph.Nodes.Where(node => node.Type.Element != ElementType.Bool)
            .Select(node => DeadNodes.Run(graph with { Outputs = new[] { new GraphOutput(OutputRole.Result, "result", node.Id) }.ToEquatableArray() }));
        return candidates.OrderBy(candidate => candidate.Nodes.Count).FirstOrDefault(faulty) ?? graph;
    }
}
