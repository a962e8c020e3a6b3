using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Tests.Fuzz;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>
/// A model that keeps one weight in single and one in double precision, and that computes in both, predicts and trains as the interpreter
/// does, on each target: the offsets and copies of each tensor follow from its own type.
/// </summary>
public class MixedPrecisionTests
{
    private const string Name = "Mixed";

    private static readonly Lazy<Graph> Net = new(Make);

    [Theory]
    [InlineData("cpu")]
    [InlineData("emulator")]
    [InlineData("opencl")]
    [InlineData("cuda")]
    public void SinglesAndDoublesTrainTogether(string name)
    {
        var device = TestDevice.Present(name);
        var optimizer = TestOptimizers.Of("Adam");
        var model = Compiler.Compile(Net.Value, ["x", "target"], [], optimizer);
        Assert.Contains(model.Kernels, kernel => kernel.Floats.Count() > 1);
        var programs = new EmittedPrograms(TestDevice.Backend(name), [(Name, model)]);
        var graphs = ProgramGraphs.Create(Net.Value, optimizer).After(GraphPasses.ForKernels);
        var bindings = RandomBindings.Of(Net.Value, 1, isSmooth: true);
        RandomBindings.AddStates(bindings, graphs[ProgramKind.TrainStep].States);
        foreach (var (kind, graph) in graphs.Where(pair => pair.Value.Outputs.Count > 0))
        {
            var results = programs.Run(Name, kind, bindings, device);
            foreach (var (output, value) in graph.Outputs.Zip(Interpreter.Outputs(graph, bindings)))
                Numbers.MustBeClose(value.Data, results[(output.Role, output.Target)], 1e-5, $"{kind}: {output.Role} {output.Target}");
        }
    }

    private static Graph Make()
    {
        var b = new GraphBuilder(Name, ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 5))));
        var target = b.Input(new("target", new(ElementType.Float64, Shape.Of(Dim.Symbol("N"), 3))));
        var single = b.Parameter(new("single", new(ElementType.Float32, Shape.Of(5, 3)), new(InitializerKind.Zeros)));
        var wide = b.Parameter(new("wide", new(ElementType.Float64, Shape.Of(3)), new(InitializerKind.Zeros)));
        var hidden = b.Add(OpKind.Tanh, b.MatMul(x, single));
        var result = b.Multiply(b.Convert(hidden, ElementType.Float64), wide);
        var difference = b.Subtract(result, target);
        b.Output(OutputRole.Result, "result", result);
        b.Output(OutputRole.Loss, "loss", b.Convert(b.Mean(b.Multiply(difference, difference)), ElementType.Float32));
        return b.Build();
    }
}
