using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Backends;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>A small program in memory: what the front end reads from it, what the analyzer says, and what the generator makes.</summary>
internal static class SourceProgram
{
    public const string Usings = "global using System; global using ModelGen;";

    /// <summary>The first model of the documentation.</summary>
    public const string DigitClassifier = """
        [Model]
        [Adam(LearningRate = 1e-3f)]
        public partial class DigitClassifier
        {
            private readonly Linear _hidden = new(784, 128);
            private readonly Linear _output = new(128, 10);

            public Tensor Forward([Shape("N", 784)] Tensor pixels)
                => _output.Forward(_hidden.Forward(pixels).Relu());

            public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels)
                => logits.CrossEntropy(labels);
        }
        """;

    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.Latest);

    public static CSharpCompilation Compile(string text, params MetadataReference[] libraries)
        => EmittedCode.Compilation("Program", [("usings.cs", Usings), ("program.cs", text)]).AddReferences(libraries);

    public static CSharpCompilation Library(string text)
        => EmittedCode.Compilation("Library", [("usings.cs", Usings), ("library.cs", text)]);

    /// <summary>What the analyzer reports, in the order of the text.</summary>
    public static ImmutableArray<Diagnostic> Analyze(Compilation compilation)
        => compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).GetAwaiter()
            .GetResult()
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ToImmutableArray();

    public static GeneratorDriver Driver()
        => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Parsing,
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The spec of one class, and what was reported on the way.</summary>
    public static (ModelSpec? Spec, IReadOnlyList<Diagnostic> Reported) Parse(CSharpCompilation compilation, string name)
    {
        var reported = new List<Diagnostic>();
        var spec = ModelParser.Parse(compilation.GetTypeByMetadataName(name)!, compilation, reported.Add,
            TestContext.Current.CancellationToken);
        return (spec, reported);
    }

    /// <summary>The spec of a class without mistakes; there may be suggestions.</summary>
    public static ModelSpec Spec(string text, string name, params MetadataReference[] libraries)
    {
        var (spec, reported) = Parse(Compile(text, libraries), name);
        Assert.DoesNotContain(reported, one => one.Severity > DiagnosticSeverity.Info);
        return spec!;
    }
}
