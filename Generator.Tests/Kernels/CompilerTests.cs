using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Kernels;

/// <summary>Kernels, their order and their memory mean what the graph means.</summary>
public class CompilerTests
{
    [Theory]
    [MemberData(nameof(GradientTests.Cases), MemberType = typeof(GradientTests))]
    public void ValueAndGradientOfEachOperation(string name, int n)
    {
        var row = OpCase.OfAnyTypes.Single(row => row.Name == name);
        var graph = row.Graph();
        Compare(graph, null, ProgramKind.Predict, GradientTests.Bind(row, graph, n), name);
        Compare(graph, null, ProgramKind.Gradients, GradientTests.Bind(row, graph, n), name);
    }

    [Theory]
    [MemberData(nameof(GradientTests.Cases), MemberType = typeof(GradientTests))]
    public void AnOptimizerStepOverEachOperation(string name, int n)
    {
        var row = OpCase.OfAnyTypes.Single(row => row.Name == name);
        var graph = row.Graph();
        foreach (var optimizer in new[] { TestOptimizers.Of("Sgd"), TestOptimizers.Of("Sgd", ("Momentum", 0.9), ("Nesterov", 1)),
            TestOptimizers.Of("AdamW") })
            Compare(graph, optimizer, ProgramKind.TrainStep, GradientTests.Bind(row, graph, n), $"{name} with {optimizer.Name}");
    }

    private static void Compare(Graph graph, OptimizerSpec? optimizer, ProgramKind kind, Bindings bindings, string what)
    {
        var names = graph.Inputs.Select(input => input.Name).ToList();
        var model = Compiler.Compile(graph, names, [], optimizer);
        var expectedGraph = ProgramGraphs.Create(graph, optimizer).After(GraphPasses.ForKernels)[kind];
        foreach (var state in expectedGraph.States)
            bindings.States[state.Name] = Numbers.Uniform(state.Name.Length, bindings.Count(state), 0.1, 1);
        (bindings.HostScalars["learning_rate"], bindings.HostScalars["step"]) = (0.1, 3);
        var expected = expectedGraph.Outputs.Zip(Interpreter.Outputs(expectedGraph, bindings));
        var machine = new KernelInterpreter(model, bindings.Symbols) { HostScalars = { ["learning_rate"] = 0.1, ["step"] = 3 } };
        foreach (var (name, data) in bindings.Inputs) machine.Inputs[name] = data;
        foreach (var (name, data) in bindings.Parameters.Concat(
            bindings.States.Where(state => model.Persistent.Any(buffer => buffer.Name == state.Key)))) machine.SetPersistent(name, data);
        var actual = machine.Run(kind);
        foreach (var (output, value) in expected)
            Numbers.MustBeClose(value.Data,
                output.Role == OutputRole.Update ? machine.Persistent(output.Target) : actual[(output.Role, output.Target)], 1e-12,
                $"{what}: {output.Role} {output.Target}");
    }

    /// <summary>Around each block the values go two ways, so that what follows every path takes forever.</summary>
    [Theory]
    [InlineData("Sgd")]
    [InlineData("AdamW")]
    public void ADeepResidualNetHasAsManyKernelsMoreForEachBlock(string optimizer)
    {
        var launches = new[] { 10, 20, 40 }.Select(Launches).ToList();
        Assert.Equal(2 * (launches[1] - launches[0]), launches[2] - launches[1]);

        int Launches(int blocks)
            => Compiler.Compile(Residual(blocks), ["x"], [], TestOptimizers.Of(optimizer)).Programs
                .Single(program => program.Kind == ProgramKind.TrainStep).Main.Launches.Count();
    }

    private static Graph Residual(int blocks)
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 8))));
        for (var block = 0; block < blocks; block++)
        {
            var weight = b.Parameter(new($"weight{block}", new(ElementType.Float32, Shape.Of(8, 8)), new(InitializerKind.FanInUniform)));
            x = b.Relu(b.Add(x, b.MatMul(x, weight)));
        }

        b.Output(OutputRole.Loss, "loss", b.Mean(b.Square(x)));
        return b.Build();
    }
}
