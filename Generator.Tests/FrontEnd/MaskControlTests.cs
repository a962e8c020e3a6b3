using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Masks of elements that loops and branches take, carry and give, in both backends' code.</summary>
public class MaskControlTests
{
    private static readonly string[] Bodies =
    [
        "var mask = x[0] > 0; var y = W; for (var t = 0; t < x.Size(0); t++) y = Tensor.Where(mask, y * x[t], y + x[t]); return y;",
        "var mask = x[0] > 0; var y = W; for (var t = 0; t < x.Size(0); t++) { y = Tensor.Where(mask, y * x[t], y + x[t]); mask = "
            + "!mask; } return y;",
        "var mask = x[1] > 0; if (x.Size(0) > 3) mask = x[2] > 0; return Tensor.Where(mask, W * x[1], W);",
    ];

    public static TheoryData<string> Devices() => [.. TestDevice.All];

    [Theory]
    [MemberData(nameof(Devices))]
    public void EmittedCodeGivesWhatTheGraphMeans(string device)
    {
        var present = TestDevice.Present(device);
        var models = Bodies.Select(Model).ToList();
        var programs = new EmittedPrograms(TestDevice.Backend(device), models.Select((model, number) => ($"mask{number}", model)));
        var bindings = new Bindings
        {
            Symbols = { ["N"] = 4 },
            Inputs = { ["x"] = Numbers.Uniform(1, 12, -1, 1) },
            Parameters = { ["W"] = Numbers.Uniform(2, 3, -1, 1) }
        };
        for (var number = 0; number < Bodies.Length; number++)
        {
            var graph = ProgramGraphs.Create(Spec(Bodies[number]).Graph, null).After(GraphPasses.ForKernels)[ProgramKind.Gradients];
            var results = programs.Run($"mask{number}", ProgramKind.Gradients, bindings, present);
            var gradients = Interpreter.Outputs(graph, bindings, OutputRole.Gradient);
            Assert.Equal(2, gradients.Count);
            foreach (var (name, expected) in gradients)
                Numbers.MustBeClose(expected.Data, results[(OutputRole.Gradient, name)], 1e-5, $"{Bodies[number]} d/d{name} on {device}");
        }
    }

    private static CompiledModel Model(string body)
    {
        var spec = Spec(body);
        return Compiler.Compile(spec.Graph, [.. spec.ForwardInputs], [.. spec.LossInputs], null);
    }

    private static ModelSpec Spec(string body) => Source.Spec($$"""
        [Model] public partial class M
        {
            [Parameter(3)] private readonly Tensor W;
            public Tensor Forward([Shape("N", 3)] Tensor x) { {{body}} }
            public Tensor Loss(Tensor y) => (y * y).Sum();
        }
        """);
}
