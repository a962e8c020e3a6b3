using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>One mistake gives one diagnostic, at its token.</summary>
public class DiagnosticTests
{
    public static TheoryData<string, string> Cases { get; } = new(DiagnosticCases.All.Select(item => (item.Id, item.Mistake)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void OneMistakeGivesOneDiagnosticAtItsToken(string id, string mistake)
    {
        var test = DiagnosticCases.All.Single(item => (item.Id, item.Mistake) == (id, mistake));
        var (start, end) = (test.Source.IndexOf('«'), test.Source.IndexOf('»') - 1);
        var text = test.Source.Replace("«", "").Replace("»", "");
        var diagnostics = SourceProgram.Analyze(SourceProgram.Compile(text,
            test.Library is { } library ? [SourceProgram.Library(library).ToMetadataReference()] : []));
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(text[start..end], text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        if (test.Message is not null) Assert.Contains(test.Message, diagnostic.GetMessage());
    }

    [Fact]
    public void AFaultOfTheCompilerIsADiagnosticAtTheClass()
    {
        var compilation = SourceProgram.Compile("[Model] public class M { public Tensor Forward([Shape(3)] Tensor x) => x; }");
        var reported = new List<Diagnostic>();
        var isFirst = true;
        var spec = ModelParser.Parse(compilation.GetTypeByMetadataName("M")!, compilation, Report, TestContext.Current.CancellationToken);
        Assert.Null(spec);
        Assert.Equal("MG0901", Assert.Single(reported).Id);
        Assert.Contains("InvalidOperationException: out of order", reported[0].GetMessage());
        Assert.True(reported[0].Location.IsInSource);

        void Report(Diagnostic diagnostic)
        {
            if (isFirst)
            {
                isFirst = false;
                throw new InvalidOperationException("out of order");
            }

            reported.Add(diagnostic);
        }
    }

    [Fact]
    public void APragmaSilencesAWarning()
    {
        var source = "#pragma warning disable MG0401\n[Model] public partial class M { [Parameter(3)] Tensor w; public Tensor "
            + "Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); }";
        Assert.Empty(SourceProgram.Analyze(SourceProgram.Compile(source)).Where(diagnostic => !diagnostic.IsSuppressed));
    }

    [Fact]
    public void AModelWithoutMistakesIsNotReported()
        => Assert.Empty(SourceProgram.Analyze(SourceProgram.Compile(SourceProgram.DigitClassifier)));

    [Fact]
    public void EveryIdHasATest()
        => Assert.Empty(Descriptors.All.Select(descriptor => descriptor.Id).Except(DiagnosticCases.All.Select(test => test.Id))
            .Except(["MG0005", "MG0006", "MG0008", "MG0901"]));

    [Fact]
    public void EveryIdHasAReleaseRowAndASectionWithExampleAndRemedy()
    {
        var root = Root();
        var releases = File.ReadAllText(Path.Combine(root, "Generator", "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(root, "Generator", "AnalyzerReleases.Shipped.md"));
        var sections = File.ReadAllText(Path.Combine(root, "docs", "diagnostics.md")).Split("\n## ").Skip(1)
            .ToDictionary(section => section.Split('\n')[0]);
        foreach (var descriptor in Descriptors.All)
        {
            Assert.Contains($"{descriptor.Id} | ", releases);
            Assert.True(sections.Remove(descriptor.Id, out var section), $"docs/diagnostics.md lacks {descriptor.Id}");
            Assert.Contains($"**{descriptor.Title}.**", section);
            Assert.Contains("**To mend it:**", section);
            Assert.EndsWith("docs/diagnostics.md#" + descriptor.Id.ToLowerInvariant(), descriptor.HelpLinkUri);
        }

        Assert.Empty(sections.Keys);
        Assert.Equal(Descriptors.All.Count, Descriptors.All.Select(descriptor => descriptor.Id).Distinct().Count());
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string source = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", ".."));
}
