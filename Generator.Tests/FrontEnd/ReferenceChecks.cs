using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Source code against PyTorch's numbers: values and gradients of the graph, and of both backends' code.</summary>
internal sealed class ReferenceChecks(OperationReference[] references, Func<OperationReference, ElementType, ModelSpec> read)
{
    private readonly Dictionary<EmittedBackend, Lazy<EmittedPrograms>> _programs =
        new[] { EmittedBackend.Simd, EmittedBackend.SmallIlgpu, EmittedBackend.Ilgpu }.ToDictionary(backend => backend,
            backend => new Lazy<EmittedPrograms>(() => new(backend, references.Select(
                (reference, number) => ($"row{number}", Compiled(read(reference, ElementType.Float32)))))));

    public IEnumerable<string> Names => references.Select(reference => reference.Name);

    /// <summary>The interpreter's values and gradients in double precision.</summary>
    public void CheckGraph(string name)
    {
        var reference = references.Single(reference => reference.Name == name);
        var graphs = ProgramGraphs.Create(read(reference, ElementType.Float64).Graph, null).After(GraphPasses.ForKernels);
        GraphVerifier.Check(graphs[ProgramKind.Gradients]);
        var bindings = ReferenceSource.Bind(reference);
        var expected = reference.Precisions["f64"];
        Numbers.MustBeClose(expected.Result, Interpreter.Outputs(graphs[ProgramKind.Predict], bindings)[0].Data, 1e-9, name);
        var gradients = Interpreter.Outputs(graphs[ProgramKind.Gradients], bindings, OutputRole.Gradient);
        for (var index = 0; index < expected.Gradients.Length; index++)
            Numbers.MustBeClose(expected.Gradients[index], gradients[$"x{index}"].Data, 1e-9, $"{name} d/dx{index}");
    }

    /// <summary>The emitted code's values and gradients in single precision, of every reference.</summary>
    public void CheckDevice(string device)
    {
        var (present, programs) = (TestDevice.Present(device), _programs[TestDevice.Backend(device)].Value);
        foreach (var (reference, number) in references.Select((reference, number) => (reference, number)))
        {
            var (bindings, expected) = (ReferenceSource.Bind(reference), reference.Precisions["f32"]);
            Numbers.MustBeClose(expected.Result,
                programs.Run($"row{number}", ProgramKind.Predict, bindings, present)[(OutputRole.Result, "result")], 1e-4,
                $"{reference.Name} on {device}");
            var gradients = programs.Run($"row{number}", ProgramKind.Gradients, bindings, present);
            for (var index = 0; index < expected.Gradients.Length; index++)
                Numbers.MustBeClose(expected.Gradients[index], gradients[(OutputRole.Gradient, $"x{index}")], 1e-4,
                    $"{reference.Name} d/dx{index} on {device}");
        }
    }

    private static CompiledModel Compiled(ModelSpec spec)
        => Compiler.Compile(spec.Graph, [.. spec.ForwardInputs], [.. spec.LossInputs], null);
}
