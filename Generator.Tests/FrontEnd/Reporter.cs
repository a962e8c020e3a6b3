using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Reports a warning of another analyzer's id at one place of a program.</summary>
#pragma warning disable RS1001, RS1017, RS1036, RS1038, RS1041 // It is made by tests alone, and no project loads it.
internal sealed class Reporter(string id, TextSpan place) : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor _warning = new(id, "A warning", "a warning", "Test", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_warning];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSemanticModelAction(file =>
        {
            if (file.SemanticModel.SyntaxTree.FilePath == "program.cs")
                file.ReportDiagnostic(Diagnostic.Create(_warning, Location.Create(file.SemanticModel.SyntaxTree, place)));
        });
    }
}
