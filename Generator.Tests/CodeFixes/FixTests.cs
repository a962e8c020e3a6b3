using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using ModelGen.CodeFixes;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tests.FrontEnd;

namespace ModelGen.Generator.Tests.CodeFixes;

/// <summary>The fixes that diagnostics bring: what they write, and that what they write has no such mistake.</summary>
public class FixTests
{
    /// <summary>An id, what is wrong with « and » around what the fix replaces by the text between → and ».</summary>
    public static TheoryData<string, string> Programs { get; } = new()
    {
        { "MG0001", "[Model] public «→partial »class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); }" },
        { "MG0101", Net("public Tensor Forward(«→[Shape(\"N\", 4)] »Tensor x) => _first.Forward(x);") },
        { "MG0201", Net("public Tensor Forward([Shape(\"N\", 9)] Tensor x) => _first.Forward(x);", "«4→9»") },
        { "MG0305", Net("«→private readonly Linear _linear = new(8, 2);\n\n    »public Tensor Forward([Shape(\"N\", 4)] Tensor x) "
            + "=> «new Linear(8, 2)→_linear».Forward(_first.Forward(x));") },
        { "MG0306", Body("x.«View→Reshape»(-1, 8)") },
        { "MG0306", Body("x.«T→Transpose()»") },
        { "MG0306", Body("x.«ReLU→Relu»()") },
        { "MG0306", Body("x.«Sofmax→Softmax»()") },
        { "MG0306", Body("«torch.relu(x)→x.Relu()»") },
        { "MG0306", Body("«torch.nn.functional.softmax(x * 2, 1)→(x * 2).Softmax(1)»") },
        { "MG0306", Body("«MathF.Max(x, 0)→x.Maximum(0)»") },
        { "MG0306", Body("_first«→.Forward»(x)") },
        { "MG0306", Body("x.Softmax(«dim→axis»: 1)") },
        { "MG0306", Body("_first.«forward→Forward»(x)") },
        { "MG0306", Body("x * «0.5m→0.5»") },
        { "MG0306", Body("x * (x > 0)«→.ToTensor()»") },
        { "MG0408", Loss("logits«.Softmax(1)→»", "logits.CrossEntropy(labels)") },
        { "MG0408", Loss("logits", "logits«.Softmax()→».CrossEntropy(labels)") },
    };

    /// <summary>As an editor does it: the provider is asked for what it offers, and the document changes.</summary>
    [Fact]
    public async Task AnEditorAppliesWhatTheProviderOffers()
    {
        var (wrong, right) = (Part(Body("x.«View→Reshape»(-1, 8)"), 0), Part(Body("x.«View→Reshape»(-1, 8)"), 1));
        var compilation = SourceProgram.Compile(wrong);
        var diagnostic = Assert.Single(SourceProgram.Analyze(compilation));
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Net", LanguageNames.CSharp).AddDocument("program.cs", SourceText.From(wrong));
        List<CodeAction> offered = [];
        var context = new CodeFixContext(document, diagnostic, (action, _) => offered.Add(action), TestContext.Current.CancellationToken);
        await new ModelFixProvider().RegisterCodeFixesAsync(context);
        var action = Assert.Single(offered);
        Assert.Equal("Write Reshape", action.Title);
        var change = (await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>().Single();
        var changed = await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(right, changed.ToString());
    }

    /// <summary>An editor asks for those ids alone, and each of them has a case that brings a fix.</summary>
    [Fact]
    public void TheProviderNamesTheIdsThatBringFixes()
    {
        var ids = DiagnosticCases.All.Where(test => test.Library is null)
            .SelectMany(test => SourceProgram.Analyze(SourceProgram.Compile(test.Source.Replace("«", "").Replace("»", ""))))
            .Where(diagnostic => Fix.Of(diagnostic) is not null).Select(diagnostic => diagnostic.Id).Distinct().Order();
        Assert.Equal(ids, new ModelFixProvider().FixableDiagnosticIds.Order());
        var documented = FrontEnd.Document.Text("diagnostics.md").Split("\n## ").Skip(1)
            .Where(section => section.Contains("Editors offer this fix", StringComparison.Ordinal)).Select(section => section[..6]);
        Assert.Equal(ids, documented.Order());
    }

    /// <summary>The cases of all diagnostics that bring a fix.</summary>
    public static TheoryData<string, string> Cases { get; } = new(DiagnosticCases.All.Select(item => (item.Id, item.Mistake)));

    [Theory]
    [MemberData(nameof(Programs))]
    public void AFixWritesWhatIsMeant(string id, string program)
    {
        var (wrong, right) = (Part(program, 0), Part(program, 1));
        var diagnostic = SourceProgram.Analyze(SourceProgram.Compile(wrong)).First(found => found.Id == id);
        Assert.Contains(id, new ModelFixProvider().FixableDiagnosticIds);
        Assert.Equal(right, Fixed(wrong, Fix.Of(diagnostic)));
    }

    /// <summary>Whatever is offered, what it writes parses, and the mistake is gone.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void AFixTakesItsMistakeAway(string id, string mistake)
    {
        var test = DiagnosticCases.All.Single(item => (item.Id, item.Mistake) == (id, mistake));
        MetadataReference[] libraries = test.Library is { } library ? [SourceProgram.Library(library).ToMetadataReference()] : [];
        var text = test.Source.Replace("«", "").Replace("»", "");
        var before = SourceProgram.Analyze(SourceProgram.Compile(text, libraries));
        if (Fix.Of(before.Single()) is not { } fix) return;
        Assert.Contains(id, new ModelFixProvider().FixableDiagnosticIds);
        var compilation = SourceProgram.Compile(Fixed(text, fix), libraries);
        Assert.DoesNotContain(compilation.SyntaxTrees.SelectMany(tree => tree.GetDiagnostics(TestContext.Current.CancellationToken)),
            found => found.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(SourceProgram.Analyze(compilation), found => found.Id == id);
    }

    private static string Fixed(string text, Fix? fix) => SourceText.From(text).WithChanges(Assert.IsType<Fix>(fix).Changes).ToString();

    /// <summary>The text with one side of each mark.</summary>
    private static string Part(string program, int side)
        => string.Concat(program.Split('«', '»').Select((piece, number) => number % 2 == 0 ? piece : piece.Split('→')[side]));

    private static string Net(string forward, string size = "4")
        => $"[Model] public partial class M\n{{\n    private readonly Linear _first = new({size}, 8);\n\n    {forward}\n}}";

    private static string Body(string expression) => Net($"public Tensor Forward([Shape(\"N\", 4)] Tensor x) => {expression};");

    private static string Loss(string scores, string loss)
        => "[Model] public partial class M\n{\n    private readonly Linear _first = new(4, 8);\n\n"
            + "    public Tensor Forward([Shape(\"N\", 4)] Tensor x)\n    {\n        var logits = _first.Forward(x);\n"
            + $"        return {scores};\n    }}\n\n"
            + $"    public Tensor Loss(Tensor logits, [Shape(\"N\")] IndexTensor labels) => {loss};\n}}";
}
