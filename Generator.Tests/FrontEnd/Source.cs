using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Backends;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Source text through the front end, the analyzer and the generator, as a build would take it.</summary>
internal static class Source
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    public static CSharpCompilation Compile(string text, params MetadataReference[] references)
        => EmittedCode.Compilation("Source", [("Source.cs", text)])
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText("global using ModelGen;", Parsing)).AddReferences(references);

    public static INamedTypeSymbol Type(Compilation compilation, string name)
        => compilation.GetTypeByMetadataName(name) ?? throw new ArgumentException($"there is no class {name}");

    /// <summary>The spec of a class that must be right.</summary>
    public static ModelSpec Spec(CSharpCompilation compilation, string name)
    {
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var reported = new List<Diagnostic>();
        var spec = ModelParser.Parse(Type(compilation, name), compilation, reported.Add, TestContext.Current.CancellationToken);
        Assert.Empty(reported);
        return spec!;
    }

    public static ModelSpec Spec(string text, string name = "M") => Spec(Compile(text), name);

    /// <summary>What the analyzer reports, suppressed diagnostics left out, in the order of the source.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> Analyze(Compilation compilation)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new ModelAnalyzer(), new ParameterSuppressor()];
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false, reportSuppressedDiagnostics: false);
        var all = await new CompilationWithAnalyzers(compilation, analyzers,
            options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. all.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    public static GeneratorDriver Driver(bool track = false)
        => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Parsing,
            driverOptions: new(IncrementalGeneratorOutputKind.None, track));

    /// <summary>The compilation with what the generator adds; fails where the generator does.</summary>
    public static Compilation Generate(Compilation compilation)
    {
        var result = Driver()
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var diagnostics, TestContext.Current.CancellationToken)
            .GetRunResult();
        Assert.Empty(diagnostics);
        Assert.Null(result.Results[0].Exception);
        return generated;
    }

    /// <summary>The reference to a compilation's assembly, its generated code included.</summary>
    public static MetadataReference Reference(Compilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
