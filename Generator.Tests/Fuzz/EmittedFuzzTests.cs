using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Some random graphs as emitted vector code, in all calls of a model: few, for compilers of C# take their time.</summary>
public class EmittedFuzzTests
{
    private const int Graphs = 40;

    private static readonly OptimizerSpec Optimizer = TestOptimizers.Of("Adam");

    [Fact]
    public void AnyGraphsPredict() => MustAgree(RandomGraph.Make, isSmooth: false);

    [Fact]
    public void GraphsOfBothPrecisionsPredict()
    {
        var models = MustAgree(RandomGraph.MakeMixed, isSmooth: false,
            graph => graph.Nodes.Any(node => node.Kind == OpKind.Convert && node.Type.Element == ElementType.Float32));
        Assert.InRange(models.SelectMany(model => model.Kernels).Count(kernel => kernel.Floats.Count() > 1), Graphs / 4, int.MaxValue);
    }

    [Fact]
    public void SmoothGraphsTrain() => MustAgree(RandomGraph.MakeSmooth, isSmooth: true);

    private static List<CompiledModel> MustAgree(Func<int, Graph> make, bool isSmooth, Func<Graph, bool>? wanted = null)
    {
        var optimizer = isSmooth ? Optimizer : null;
        var cases = Enumerable.Range(0, 40 * Graphs).Select(seed => new Case(seed, make(seed), isSmooth))
            .Where(item => wanted?.Invoke(item.Graph) != false && item.IsComparable).Take(Graphs).ToList();
        var models = cases.ConvertAll(
            item => Compiler.Compile(item.Graph, [.. item.Graph.Inputs.Select(input => input.Name)], [], optimizer));
        var programs = new EmittedPrograms(EmittedBackend.Simd, cases.Zip(models, (item, model) => (item.Name, model)));
        foreach (var item in cases)
        {
            var graphs = ProgramGraphs.Create(item.Graph, optimizer).After(GraphPasses.ForKernels)
                .Where(pair => pair.Value.Outputs.Count > 0)
                .ToDictionary(pair => pair.Key, pair => pair.Value);
            foreach (var (kind, graph) in graphs)
                MustAgree(programs, item, kind, graph, item.Bind(graphs.GetValueOrDefault(ProgramKind.TrainStep)));
        }

        Assert.True(cases.Count > Graphs / 2, $"only {cases.Count} graphs were compared");
        return models;
    }

    private static void MustAgree(EmittedPrograms programs, Case item, ProgramKind kind, Graph graph, Bindings bindings)
    {
        var results = new[] { 1, 2 }.Select(threads => programs.Run(item.Name, kind, bindings, Device.CpuWith(threads))).ToList();
        foreach (var (output, value) in graph.Outputs.Zip(Interpreter.Outputs(graph, bindings)))
        {
            var what = $"seed {item.Seed}, {kind}: {output.Role} {output.Target} of\n{GraphPrinter.Print(item.Graph)}";
            Numbers.MustBeClose(value.Data, results[0][(output.Role, output.Target)], 1e-9, what);
            Assert.True(results[0][(output.Role, output.Target)].SequenceEqual(results[1][(output.Role, output.Target)]),
                $"two threads give other bits: {what}");
        }
    }

    private sealed record Case(int Seed, Graph Graph, bool IsSmooth)
    {
        public string Name => "Random" + GraphText.Number(Seed);

        /// <summary>
        /// Whether the graph has a meaning that the interpreter knows too: no noise, and no number that a constructor gives; and types that
        /// targets compute in.
        /// </summary>
        public bool IsComparable
            => RandomBindings.Meets(Graph, RandomBindings.Of(Graph, Seed)) && Graph.Numbers.Count == 0 && !Has(Graph, IsNoise)
                && !Has(Graph, IsHalf);

        public Bindings Bind(Graph? step)
        {
            var bindings = RandomBindings.Of(Graph, Seed, IsSmooth);
            RandomBindings.AddStates(bindings, step?.States ?? []);
            return bindings;
        }

        private static bool IsNoise(Node node) => node.Kind == OpKind.Random;

        private static bool IsHalf(Node node) => node.Type.Element is ElementType.Float16 or ElementType.BFloat16;

        private static bool Has(Graph graph, Func<Node, bool> wanted)
            => graph.Nodes.Any(node => wanted(node) || node.Bodies.Any(body => Has(body, wanted)));
    }
}
