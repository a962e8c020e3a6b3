using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// Whatever a user calls things, what the generator adds compiles: each role by each word that the emitted code uses most, and by a share
/// of C#'s and the framework's.
/// </summary>
public class NameSweepTests
{
    /// <summary>What emitted code uses most: variables, members, types.</summary>
    private static readonly string[] Own =
    [
        "inputs", "symbols", "call", "executor", "input0", "model", "device", "seed", "options", "gradients", "N", "x", "_x", "__input0",
        "Save", "Predict", "TrainStep", "Fit", "Plan", "Parameters", "Device", "LearningRate", "Schedule", "Dispose", "Math", "Vector",
        "Span", "InputCheck", "ModelExecutor", "Task", "System", "ModelGen",
    ];

    /// <summary>What it uses too, and C#'s words: each is tried in a few roles.</summary>
    private static readonly string[] Others =
    [
        "pointer0", "batches", "validation", "arguments", "work", "item", "begin", "row", "column", "pool", "i", "v0", "register0",
        "number1", "path", "epochs", "batchSize", "onEpoch", "data", "value",
        "T", "y", "_", "__x", "ünïcode", "Load", "Create", "Evaluate", "Gradients", "Profile", "ReadOnlySpan", "Action", "Lanes",
        "VectorMath", "TensorCheck", "StepResult", "KernelWork", "WorkerPool",
        "Arguments", "Run", "String", "Object", "Exception", "IDisposable", "Runtime", "CancellationToken", "History", "ModelPlan",
        "GradientSet", "Cpu",
        .. Enum.GetValues<SyntaxKind>().Where(kind => SyntaxFacts.IsReservedKeyword(kind) || SyntaxFacts.IsContextualKeyword(kind))
            .Select(SyntaxFacts.GetText).Where(text => text.All(char.IsLetter)),
    ];

    /// <summary>The places of a name in a model; « is the name where it may be a keyword, ‹ where it is a string.</summary>
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["input"] = Model("x", "«"),
        ["label"] = Model("labels", "«"),
        ["result"] = Model("Scores", "«"),
        ["loss's name of the result"] = Model("scores", "«"),
        ["symbol"] = Model("\"Q\"", "\"‹\""),
        ["field"] = Model("_weight", "«"),
        ["module"] = Model("_layer", "«"),
        ["whole number"] = Model("kind", "«"),
        ["truth value"] = Model("isLong", "«"),
        ["number of the call"] = Model("rate", "«"),
        ["size of the call"] = Model("\"Q\", \"width\"", "\"Q\", \"‹\", \"width\"")
            .Replace("Shape(\"Q\")", "Shape(\"Q\", \"‹\")", StringComparison.Ordinal)
            .Replace("x.Sum(1)", "x.Sum(2)", StringComparison.Ordinal),
        ["constructor's number"] = Model("width", "«").Replace("\"width\"", "\"‹\"", StringComparison.Ordinal),
        ["class"] = Model("Net", "«"),
        ["module class"] = Model("Block", "«"),
        ["method"] = Model("Bent", "«"),
        ["other type"] = "public class « { } " + Model("", ""),
        ["outer class"] = "public partial class « { " + Model("", "") + " }",
        ["namespace"] = "namespace « { " + Model("", "") + " }",
    };

    public static TheoryData<string> Names => [.. Roles.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EmittedCodeCompiles(string role)
    {
        var place = Roles.Keys.ToList().IndexOf(role);
        var words = Own.Concat(Others.Where((_, number) => number % (Roles.Count / 2) == place % (Roles.Count / 2))).Distinct().ToList();

        // All in one compilation, each word in a namespace of its own; what C# or ModelGen refuses for a reason is left out.
        var texts = words.Select((word, number) => $"namespace Space{number}\n{{\n{Text(role, word)}\n}}").ToList();
        var refused = Refused(Source.Compile(string.Join("\n", texts)));
        var kept = texts.Where((_, number) => !refused.Contains(number)).ToList();
        Assert.True(kept.Count > words.Count / 2, $"{kept.Count} of {words.Count} were right before the generator ran");
        var compilation = Source.Compile(string.Join("\n", kept));
        Source.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var reported,
            TestContext.Current.CancellationToken);
        var faults = reported.Concat(generated.GetDiagnostics(TestContext.Current.CancellationToken))
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(faults.Count == 0, string.Join("\n", faults.Select(fault => $"{words[Space(fault)]}: {fault}").Take(20)));
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

    private static string Text(string role, string word)
    {
        var name = SyntaxFacts.GetKeywordKind(word) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(word) != SyntaxKind.None
            ? "@" + word
            : word;
        return Roles[role].Replace("«", name, StringComparison.Ordinal).Replace("‹", word, StringComparison.Ordinal);
    }

    private static HashSet<int> Refused(CSharpCompilation compilation)
    {
        var errors = compilation.GetDiagnostics(TestContext.Current.CancellationToken).Concat(SourceProgram.Analyze(compilation))
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "MG0901");
        return [.. errors.Select(Space)];
    }

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

    private static string Model(string from, string to)
    {
        const string text = """
            [global::ModelGen.Module] public partial class Block(int size)
            {
                [global::ModelGen.Parameter("size")] private readonly global::ModelGen.Tensor inner = null!;
                public global::ModelGen.Tensor Forward([global::ModelGen.Shape("...", "size")] global::ModelGen.Tensor given)
                    => given * inner;
            }
            [global::ModelGen.Model, global::ModelGen.Sgd] public partial class Net(int width)
            {
                [global::ModelGen.Parameter("width")] private readonly global::ModelGen.Tensor _weight = null!;
                private readonly Block _layer = new(width);
                public (global::ModelGen.Tensor Scores,
                    global::ModelGen.Tensor Sums) Forward([global::ModelGen.Shape("Q", "width")] global::ModelGen.Tensor x, int kind,
                    bool isLong, float rate)
                {
                    var bent = _layer.Forward(x * _weight).Map(Bent);
                    if (isLong) bent = bent * 2;
                    for (var turn = 0; turn < kind; turn++) bent = (bent * rate).Tanh();
                    return (bent, x.Sum(1));
                }
                public global::ModelGen.Tensor Loss(global::ModelGen.Tensor scores, global::ModelGen.Tensor sums,
                    [global::ModelGen.Shape("Q")] global::ModelGen.Tensor labels) => (sums * labels).Sum() + scores.Sum();
                [global::ModelGen.Elementwise] private static float Bent(float one) => one > 0 ? one : 0.1f * one;
            }
            """;
        return from.Length == 0
            ? text
            : from[0] == '"'
                ? text.Replace(from, to, StringComparison.Ordinal)
                : System.Text.RegularExpressions.Regex.Replace(text, $@"(?<![\w""]){from}(?![\w""])", to);
    }
}
