using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>
/// Both backends against PyTorch's committed numbers: every operation's value and gradients, and some steps of every optimizer.
/// </summary>
public class PyTorchBackendTests
{
    private static readonly Dictionary<EmittedBackend, Lazy<EmittedPrograms>> Programs = new[] { EmittedBackend.Simd, EmittedBackend.Ilgpu }
        .ToDictionary(backend => backend, backend => new Lazy<EmittedPrograms>(() => new(backend, Operations().Concat(Optimizers()))));

    // On the emulator the same kernels are held against the interpreter, which is held against the same numbers.
    public static TheoryData<string> Devices() => [.. TestDevice.Fast];

    [Theory]
    [MemberData(nameof(Devices))]
    public void OperationsArePyTorchs(string device)
    {
        var present = TestDevice.Present(device);
        foreach (var (reference, number) in References.Operations.Select((reference, number) => (reference, number)))
        {
            var bindings = new Bindings { Symbols = { ["N"] = 1 }, Inputs = { ["labels"] = reference.Labels } };
            for (var index = 0; index < reference.Operands.Length; index++)
                bindings.Parameters[$"x{index}"] = reference.Operands[index].Values;
            var programs = Programs[TestDevice.Backend(device)].Value;
            var expected = reference.Precisions["f32"];
            Near(expected.Result, programs.Run($"operation{number}", ProgramKind.Predict, bindings, present)[(OutputRole.Result, "result")],
                $"{reference.Name} on {device}");
            var gradients = programs.Run($"operation{number}", ProgramKind.Gradients, bindings, present);
            for (var index = 0; index < expected.Gradients.Length; index++)
                Near(expected.Gradients[index], gradients[(OutputRole.Gradient, $"x{index}")], $"{reference.Name} d/dx{index} on {device}");
        }
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void StepsOfEachOptimizerArePyTorchs(string device)
    {
        var present = TestDevice.Present(device);
        foreach (var (reference, number) in References.Optimizers.Select((reference, number) => (reference, number)))
        {
            var model = OptimizerStepTests.Regression(ElementType.Float32);
            var bindings = new Bindings
            {
                Symbols = { ["N"] = 1 },
                Inputs = { ["x"] = reference.X, ["target"] = reference.Target },
                Parameters = { ["weight"] = reference.Start },
                HostScalars = { ["learning_rate"] = 0.05 }
            };
            foreach (var state in ProgramGraphs.Create(model, TestOptimizers.Of(reference))
                .After(GraphPasses.ForKernels)[ProgramKind.TrainStep].States)
                bindings.States[state.Name] = new double[reference.Start.Length];
            for (var step = 0; step < reference.Steps.Length; step++)
            {
                bindings.HostScalars["step"] = step + 1;
                var results = Programs[TestDevice.Backend(device)].Value.Run($"optimizer{number}", ProgramKind.TrainStep, bindings,
                    present);
                Numbers.MustBeClose(reference.Steps[step], results[(OutputRole.Update, "weight")], 1e-5,
                    $"{reference.Name} step {step + 1} on {device}");
                bindings.Parameters["weight"] = results[(OutputRole.Update, "weight")];
                foreach (var state in bindings.States.Keys) bindings.States[state] = results[(OutputRole.Update, state)];
            }
        }
    }

    private static void Near(double[] expected, double[] actual, string what) => Numbers.MustBeClose(expected, actual, 1e-4, what);

    private static IEnumerable<(string, CompiledModel)> Operations()
        => References.Operations.Select((reference, number) =>
            ($"operation{number}", Compiled(PyTorchOperationTests.Graph(reference, ElementType.Float32), null)));

    private static IEnumerable<(string, CompiledModel)> Optimizers()
        => References.Optimizers.Select((reference, number) =>
            ($"optimizer{number}", Compiled(OptimizerStepTests.Regression(ElementType.Float32), TestOptimizers.Of(reference))));

    private static CompiledModel Compiled(Graph graph, OptimizerSpec? optimizer)
        => Compiler.Compile(graph, [.. graph.Inputs.Select(input => input.Name)], [], optimizer);
}
