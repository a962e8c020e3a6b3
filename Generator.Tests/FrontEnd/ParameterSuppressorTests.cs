using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>The compiler's warnings of fields that ModelGen reads are silenced; those of other fields stay.</summary>
public class ParameterSuppressorTests
{
    private const string Source = """
        [Model]
        public partial class M(int width)
        {
            [Parameter(3)] private readonly Tensor read;
            [Parameter("width")] private Tensor unread;
            private readonly Tensor plain;
            private int forgotten;
            public Tensor Forward([Shape("N", 3)] Tensor x) => x * read * plain;
        }
        """;

    [Fact]
    public async Task OnlyWarningsOfWhatModelGenReadsAreSilenced()
    {
        var options = new CompilationWithAnalyzersOptions(new([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);
        var all = await SourceProgram.Compile(Source).WithAnalyzers([new ParameterSuppressor()], options)
            .GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        var warnings = all.Where(diagnostic =>
            diagnostic.Id.StartsWith("CS", StringComparison.Ordinal) && diagnostic.Severity == DiagnosticSeverity.Warning)
            .Select(diagnostic => (Name: Named(diagnostic), diagnostic.IsSuppressed)).Distinct().ToList();
        Assert.Equal(["read", "unread", "width"], warnings.Where(warning => warning.IsSuppressed).Select(warning => warning.Name).Order());
        Assert.Equal(["forgotten", "plain"], warnings.Where(warning => !warning.IsSuppressed).Select(warning => warning.Name).Order());
    }

    /// <summary>
    /// What analyzers say of code that is read and never runs is silenced in models, modules and functions of tensors alone.
    /// </summary>
    [Theory]
    [InlineData("CA1822", "[Model] public partial class M { public int «Helper»() => 3; }", true)]
    [InlineData("CA1822", "public class M { public int «Helper»() => 3; }", false)]
    [InlineData("CA1062", "[Module] public partial class M { public Tensor Helper(Tensor x) => «x».Relu(); }", true)]
    [InlineData("CA1062", "public static class M { public static Tensor Helper(Tensor x) => «x».Relu(); }", true)]
    [InlineData("CA1062", "public static class M { public static int Helper(string x) => «x».Length; }", false)]
    [InlineData("CA1051", "[Module] public partial class M { public Tensor «weight»; }", true)]
    [InlineData("CA1051", "public class M { public int «number»; }", false)]
    [InlineData("CA1859", "[Model] public partial class M { private readonly IModule «_layer»; }", true)]
    [InlineData("CA1861", "[Model] public partial class M { public Tensor Helper(Tensor x) => x.Mean(«new[] { 1, 2 }»); }", true)]
    [InlineData("CA1861", "public class M { public int Helper() => string.Concat(«new[] { \"a\" }»).Length; }", false)]
    public async Task WhatIsReadAndNeverRunsIsLeftAlone(string id, string source, bool isSilenced)
    {
        var (start, end) = (source.IndexOf('«'), source.IndexOf('»') - 1);
        var options = new CompilationWithAnalyzersOptions(new([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);
        var all = await SourceProgram.Compile(source.Replace("«", "").Replace("»", ""))
            .WithAnalyzers([new ParameterSuppressor(), new Reporter(id, new(start, end - start))], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(isSilenced, Assert.Single(all, diagnostic => diagnostic.Id == id).IsSuppressed);
    }

    private static string Named(Diagnostic diagnostic)
    {
        var span = (diagnostic.AdditionalLocations.FirstOrDefault() ?? diagnostic.Location).SourceSpan;
        return Source.Substring(span.Start, span.Length);
    }
}
