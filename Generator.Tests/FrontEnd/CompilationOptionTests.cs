using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// The generator gives what it should in projects of any settings and names, and no fault of one class takes from others what is theirs.
/// </summary>
public class CompilationOptionTests
{
    private const string Net = """
        [Model, Sgd] public partial class Net
        {
            private readonly Conv1d layer = new(2, 3, 3, padding: 1);
            private readonly Dropout dropout = new(0.5);
            public Tensor Forward([Shape("N", 2, 8)] Tensor x, bool isDropped)
                => isDropped ? dropout.Forward(layer.Forward(x)) : layer.Forward(x).Map(Twice);
            public Tensor Loss(Tensor y) => y.Mean();
            [Elementwise] private static float Twice(float x) => x + x;
        }
        """;

    /// <summary>
    /// The command line's options hold a resolver that throws when it is compared; a compiler server keeps what was read between builds.
    /// </summary>
    [Fact]
    public void ARebuildGivesTheSameFiles()
    {
        var first = Files(Source.Compile(Net + " public class Other;"));
        var second = Files(Source.Compile(Net + " public class Another;"));
        Assert.NotEmpty(first);
        Assert.Equal(first, second);

        static List<string> Files(CSharpCompilation compilation)
        {
            var options = compilation.Options.WithMetadataReferenceResolver(new Incomparable());
            var result = Source.Driver().RunGenerators(compilation.WithOptions(options), TestContext.Current.CancellationToken)
                .GetRunResult();
            Assert.Null(result.Results[0].Exception);
            Assert.Empty(result.Diagnostics);
            return [.. result.Results[0].GeneratedSources.Select(source => source.SourceText.ToString())];
        }
    }

    [Fact]
    public void AFaultIsToldOfItsClass()
    {
        var files = ModelGenerator.Emit(Source.Spec(Net, "Net"), _ => throw new NotImplementedException("why"));
        Assert.Equal(("Net", "NotImplementedException: why"), (files.Name, files.Fault));
        Assert.Empty(files.Files);
    }

    [Fact]
    public void NamesThatDifferInCaseAlone()
    {
        var text = "namespace A { " + Net + Net.Replace("class Net", "class NET") + " } namespace a { " + Net
            + " public partial class Outer { " + Net.Replace("class Net", "class outer") + " } }";
        var generated = Source.Generate(Source.Compile(text));
        Assert.DoesNotContain(generated.GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        foreach (var name in new[] { "A.Net", "A.NET", "a.Net", "a.Outer+outer" })
            Assert.NotEmpty(Source.Type(generated, name).GetMembers("TrainStep"));
    }

    [Fact]
    public void ParametersThatDifferInCaseAlone()
    {
        const string text = """
            [Model, Adam] public partial class Net
            {
                [Parameter(3)] private readonly Tensor w, W;
                public Tensor Forward([Shape("N", 3)] Tensor x) => (x * w).Tanh() * W;
                public Tensor Loss(Tensor y) => y.Mean();
            }
            """;
        Assert.DoesNotContain(Source.Generate(Source.Compile(text)).GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void ProjectsThatCheckForOverflow()
    {
        var compilation = Source.Compile(Net);
        var generated = Source.Generate(compilation.WithOptions(compilation.Options.WithOverflowChecks(true)));
        Assert.DoesNotContain(generated.GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var own = compilation.SyntaxTrees.ToImmutableHashSet();
        var methods = generated.SyntaxTrees.Where(tree => !own.Contains(tree))
            .SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes()).OfType<MethodDeclarationSyntax>()
            .ToList();
        Assert.True(methods.Count > 20);
        Assert.All(methods.Where(method => method.Body is not null),
            method => Assert.IsType<CheckedStatementSyntax>(Assert.Single(method.Body!.Statements)));
    }

    [Fact]
    public void ProjectsWithoutUnsafeCode()
    {
        var compilation = Source.Compile(Net
            + " public static class Use { public static void Step(Net net, float[] x) => net.TrainStep(x, true); }");
        var forbidden = compilation.WithOptions(compilation.Options.WithAllowUnsafe(false));
        var diagnostic = Assert.Single(SourceProgram.Analyze(forbidden));
        Assert.Equal("MG0005", diagnostic.Id);
        Assert.DoesNotContain(Source.Generate(forbidden).GetDiagnostics(TestContext.Current.CancellationToken),
            other => other.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12, null)]
    [InlineData(LanguageVersion.CSharp11, "MG0006")]
    public void ProjectsInAnOlderLanguage(LanguageVersion version, string? fault)
    {
        var parsing = new CSharpParseOptions(version);
        var text = "using System; using ModelGen;\n" + Net
            + " public static class Use { public static void Step(Net net, float[] x) { net.TrainStep(x, true); net.Predict(x, false, "
            + "new float[8]); } }";
        var compilation = Source.Compile("").RemoveAllSyntaxTrees()
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, parsing, "program.cs",
                cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(fault, SourceProgram.Analyze(compilation)
            .SingleOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)?.Id);
        var driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: parsing);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, TestContext.Current.CancellationToken);
        if (version >= LanguageVersion.CSharp12)
            Assert.Empty(generated.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>As the command line's: it can be asked for references, and must not be compared.</summary>
    private sealed class Incomparable : MetadataReferenceResolver
    {
        public override bool Equals(object? other) => throw new NotImplementedException();

        public override int GetHashCode() => throw new NotImplementedException();

        public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath,
            MetadataReferenceProperties properties) => [];
    }
}
