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

    private static string Named(Diagnostic diagnostic)
    {
        var span = (diagnostic.AdditionalLocations.FirstOrDefault() ?? diagnostic.Location).SourceSpan;
        return Source.Substring(span.Start, span.Length);
    }
}
