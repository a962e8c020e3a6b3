using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// Whatever a user calls things, what the generator adds compiles: each role by each word that the emitted code uses, and by C#'s and the
/// framework's.
/// </summary>
public class NameSweepTests
{
    /// <summary>What emitted code uses, variables, members and types, and C#'s words.</summary>
    private static readonly string[] Words =
    [
        "inputs", "symbols", "call", "executor", "input0", "model", "device", "seed", "options", "gradients", "N", "x", "_x", "__input0",
        "Save", "Predict", "TrainStep", "Fit", "Plan", "Parameters", "Device", "LearningRate", "Schedule", "Dispose", "Math", "Vector",
        "Span", "InputCheck", "ModelExecutor", "Task", "System", "ModelGen",
        "pointer0", "batches", "validation", "arguments", "work", "item", "begin", "row", "column", "pool", "i", "v0", "register0",
        "number1", "path", "epochs", "batchSize", "onEpoch", "data", "value",
        "T", "y", "_", "__x", "ünïcode", "Load", "Create", "Evaluate", "Gradients", "Profile", "ReadOnlySpan", "Action", "Lanes",
        "VectorMath", "TensorCheck", "StepResult", "KernelWork", "WorkerPool",
        "Arguments", "Run", "String", "Object", "Exception", "IDisposable", "Runtime", "CancellationToken", "History", "ModelPlan",
        "GradientSet", "Cpu",
        .. Enum.GetValues<SyntaxKind>().Where(kind => SyntaxFacts.IsReservedKeyword(kind) || SyntaxFacts.IsContextualKeyword(kind))
            .Select(SyntaxFacts.GetText).Where(text => text.All(char.IsLetter)),
    ];

    private const int Shards = 8;

    public static TheoryData<int> AllShards => [.. Enumerable.Range(0, Shards)];

    /// <summary>
    /// A model has a word in each of its roles, and the next model the words that follow: so as many models as there are words have each
    /// word in each role. What C# or ModelGen refuses for a reason is left out.
    /// </summary>
    [Theory]
    [MemberData(nameof(AllShards))]
    public void EmittedCodeCompiles(int shard)
    {
        var models = Enumerable.Range(0, Words.Length).Where(first => first % Shards == shard).Select(Named).ToList();
        var kept = Accepted(models);
        Assert.True(kept.Sum(names => names.Count) > models.Sum(names => names.Count) * 3 / 4,
            $"{kept.Sum(names => names.Count)} of {models.Sum(names => names.Count)} names were right before the generator ran");
        Source.Driver().RunGeneratorsAndUpdateCompilation(Compilation(kept), out var generated, out var reported,
            TestContext.Current.CancellationToken);
        var faults = Errors(reported.Concat(generated.GetDiagnostics(TestContext.Current.CancellationToken))).ToList();
        Assert.True(faults.Count == 0, string.Join("\n", faults.Select(fault => $"{Text(kept[Space(fault)])}: {fault}").Take(20)));
    }

    /// <summary>Models of one name in classes of one namespace, and one beside them.</summary>
    [Fact]
    public void ModelsOfOneNameInOtherClassesCompile()
    {
        const string net = "[Model, Sgd] public partial class Net { private readonly Linear _layer = new(3, 2); "
            + "public Tensor Forward([Shape(\"N\", 3)] Tensor x) => _layer.Forward(x); public Tensor Loss(Tensor y) => y.Mean(); }";
        var text = $"namespace Space; {net} public partial class A {{ {net} }} public partial class B {{ {net} public partial class C "
            + $"{{ {net} }} }}";
        var generated = Source.Generate(Source.Compile(text));
        Assert.DoesNotContain(generated.GetDiagnostics(TestContext.Current.CancellationToken),
            item => item.Severity == DiagnosticSeverity.Error);
        Assert.Equal(4, generated.GetSymbolsWithName("NetCpu", SymbolFilter.Type, TestContext.Current.CancellationToken).Count());
    }

    /// <summary>A role of the model by each word, beginning at that one; the last begin anew.</summary>
    private static Dictionary<string, string> Named(int first)
        => NamedModel.Roles.Select((role, number) => (role, Word: Words[(first + number) % Words.Length]))
            .ToDictionary(item => item.role, item => item.Word);

    /// <summary>The models that are right before the generator runs; of a model that is not, those of its names that are.</summary>
    private static List<Dictionary<string, string>> Accepted(List<Dictionary<string, string>> models)
    {
        var (right, wrong) = Part(models);
        var (names, _) = Part([.. wrong.SelectMany(model => model.Select(name => new Dictionary<string, string>([name])))]);
        var (joined, apart) = Part([.. wrong.Select(model => model.Where(name => names.Exists(one => one.Contains(name))).ToDictionary())]);
        var (single, _) = Part([.. apart.SelectMany(model => names.Where(name => model.Contains(name.Single())))]);
        return [.. right, .. joined, .. single];
    }

    private static (List<Dictionary<string, string>> Right, List<Dictionary<string, string>> Wrong) Part(
        List<Dictionary<string, string>> models)
    {
        var compilation = Compilation(models);
        var wrong = Errors(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Concat(SourceProgram.Analyze(compilation)))
            .Where(diagnostic => diagnostic.Id != "MG0901").Select(Space).ToHashSet();
        return ([.. models.Where((_, number) => !wrong.Contains(number))], [.. models.Where((_, number) => wrong.Contains(number))]);
    }

    private static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics)
        => diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>All in one compilation, each model in a namespace of its own.</summary>
    private static CSharpCompilation Compilation(List<Dictionary<string, string>> models)
        => Source.Compile(string.Join("\n",
            models.Select((names, number) => $"namespace Space{number}\n{{\n{NamedModel.Text(names)}\n}}")));

    private static string Text(Dictionary<string, string> names) => string.Join(", ", names.Select(name => $"{name.Key} {name.Value}"));

    /// <summary>The number of the namespace that a diagnostic stands in: the last that begins before it, or the file's.</summary>
    private static int Space(Diagnostic diagnostic)
    {
        var tree = diagnostic.Location.SourceTree!;
        var before = tree.FilePath.Contains("Space", StringComparison.Ordinal)
            ? tree.FilePath
            : tree.ToString()[..diagnostic.Location.SourceSpan.Start];
        var digits = before[(before.LastIndexOf("Space", StringComparison.Ordinal) + "Space".Length)..].TakeWhile(char.IsDigit);
        return int.Parse(string.Concat(digits), System.Globalization.CultureInfo.InvariantCulture);
    }
}
