using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.FrontEnd;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>Random programs as the compiler reads and emits them: many in one compilation, for that takes the time.</summary>
internal sealed class ProgramModels
{
    private readonly Dictionary<string, ModelSpec> _specs = [];
    private readonly Dictionary<string, string> _faults = [];

    private readonly bool _isWhole;

    /// <param name="programs">The programs, each in a precision.</param>
    /// <param name="isWhole">Whether all calls of one batch are emitted; else, by turns, one that trains, or those that do not.</param>
    public ProgramModels(IReadOnlyList<(RandomProgram Program, bool IsDouble)> programs, bool isWhole = true)
    {
        _isWhole = isWhole;
        var source = string.Concat(
            programs.Select(item => CSharpProgram.Write(item.Program, Name(item.Program, item.IsDouble), item.IsDouble)));
        var compilation = Source.Compile(source);
        var errors = compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(!errors.Any(), $"{string.Join("\n", errors)}\n{source}");
        var models = programs.Select(item => (Name: Name(item.Program, item.IsDouble), Kinds: Kinds(item.Program)))
            .Select(item => (item.Name, Model: Compile(compilation, item.Name, item.Kinds))).ToList();
        Emitted = new(EmittedBackend.Simd, models.Where(item => item.Model is not null).Select(item => (item.Name, item.Model!)));
    }

    public EmittedPrograms Emitted { get; }

    public static string Name(RandomProgram program, bool isDouble) => program.Name + (isDouble ? "Double" : "Single");

    public ModelSpec Spec(string name) => _specs[name];

    /// <summary>Why a program was not compiled; null where it was.</summary>
    public string? Fault(string name) => _faults.GetValueOrDefault(name);

    /// <summary>The calls of a program that are emitted.</summary>
    public IReadOnlyList<ProgramKind> Kinds(RandomProgram program) => (_isWhole ? -1 : program.Seed / 2 % 3) switch
    {
        -1 => [ProgramKind.Predict, ProgramKind.Evaluate, ProgramKind.TrainStep, ProgramKind.Gradients],
        0 => [ProgramKind.TrainStep],
        1 => [ProgramKind.Gradients],
        _ => [ProgramKind.Predict, ProgramKind.Evaluate],
    };

    private CompiledModel? Compile(Compilation compilation, string name, IReadOnlyList<ProgramKind> kinds)
    {
        try
        {
            var reported = new List<Diagnostic>();
            var spec = ModelParser.Parse(Source.Type(compilation, name), compilation, reported.Add, TestContext.Current.CancellationToken)!;
            if (reported.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            {
                _faults[name] = $"is refused: {error.Id} {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
                return null;
            }

            _specs[name] = spec;
            if (GraphVerifier.Faults(spec.Graph).FirstOrDefault() is { } broken) _faults[name] = $"is read as a broken graph: {broken}";
            var model = Compiler.Compile(spec.Graph, [.. spec.ForwardInputs], [.. spec.LossInputs], spec.Optimizer);
            return model with { Programs = model.Programs.Where(call => kinds.Contains(call.Kind)).ToEquatableArray() };
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            _faults[name] = $"the compiler fails: {GraphFaults.Text(exception)}";
            return null;
        }
    }
}
