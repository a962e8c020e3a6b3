using ModelGen.Generator.IR;
using ModelGen.Generator.Models;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>A user's own functions against PyTorch's numbers: values and gradients of the graph and of both backends' code.</summary>
public class ScalarFunctionReferenceTests
{
    private static readonly Dictionary<EmittedBackend, Lazy<EmittedPrograms>> Programs = new[] { EmittedBackend.Simd, EmittedBackend.Ilgpu }
        .ToDictionary(backend => backend, backend => new Lazy<EmittedPrograms>(() => new(backend, References.ScalarFunctions.Select((reference, number) => ($"function{number}", Compiled(reference))))));

    public static TheoryData<string> Names() => [.. References.ScalarFunctions.Select(reference => reference.Name)];

    public static TheoryData<string> Devices() => [.. TestDevice.All];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValuesAndGradientsArePyTorchs(string name)
    {
        var reference = References.ScalarFunctions.Single(reference => reference.Name == name);
        var graphs = Compiler.Graphs(Spec(reference, ElementType.Float64).Graph, null);
        GraphVerifier.Check(graphs[ProgramKind.Gradients]);
        var bindings = Bind(reference);
        var expected = reference.Precisions["f64"];
        Numbers.MustBeClose(expected.Result, Interpreter.Outputs(graphs[ProgramKind.Predict], bindings)[0].Data, 1e-9, name);
        var gradients = Interpreter.Outputs(graphs[ProgramKind.Gradients], bindings, OutputRole.Gradient);
        for (var index = 0; index < expected.Gradients.Length; index++) Numbers.MustBeClose(expected.Gradients[index], gradients[$"x{index}"].Data, 1e-9, $"{name} d/dx{index}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsAreCentralDifferences(string name)
    {
        var reference = References.ScalarFunctions.Single(reference => reference.Name == name);
        if (reference.Operands.Any(operand => operand.Values.Any(double.IsNaN))) return;
        var graph = Differentiate.Run(Spec(reference, ElementType.Float64).Graph, [.. reference.Operands.Select((_, index) => $"x{index}")]);
        Numbers.MustMatchCentralDifferences(graph, Bind(reference), 1e-6, name);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void EmittedCodeIsPyTorchs(string device)
    {
        var (present, programs) = (TestDevice.Present(device), Programs[TestDevice.Backend(device)].Value);
        foreach (var (reference, number) in References.ScalarFunctions.Select((reference, number) => (reference, number)))
        {
            var (bindings, expected) = (Bind(reference), reference.Precisions["f32"]);
            bindings.Symbols["N"] = 1;
            Numbers.MustBeClose(expected.Result, programs.Run($"function{number}", ProgramKind.Predict, bindings, present)[(OutputRole.Result, "result")], 1e-4, $"{reference.Name} on {device}");
            var gradients = programs.Run($"function{number}", ProgramKind.Gradients, bindings, present);
            for (var index = 0; index < expected.Gradients.Length; index++) Numbers.MustBeClose(expected.Gradients[index], gradients[(OutputRole.Gradient, $"x{index}")], 1e-4, $"{reference.Name} d/dx{index} on {device}");
        }
    }

    // The loss that the reference's gradients are of.
    private static Bindings Bind(OperationReference reference)
    {
        var count = reference.Precisions["f64"].Result.Length;
        var bindings = new Bindings { Inputs = { ["weights"] = [.. Enumerable.Range(1, count).Select(place => (double)place / count)] } };
        for (var index = 0; index < reference.Operands.Length; index++) bindings.Inputs[$"x{index}"] = reference.Operands[index].Values;
        return bindings;
    }

    private static ModelSpec Spec(OperationReference reference, ElementType type) => ScalarFunctionSource.Spec(reference.Operation, [.. reference.Operands.Select(operand => operand.Shape)], type);

    private static CompiledModel Compiled(OperationReference reference)
    {
        var spec = Spec(reference, ElementType.Float32);
        return Compiler.Run(spec.Graph, [.. spec.ForwardInputs], [.. spec.LossInputs], null);
    }
}
