using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.CodeFixes;

/// <summary>Offers the fixes that ModelGen's diagnostics bring with them, one by one and for all of an id.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ModelFixProvider)), Shared]
public sealed class ModelFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        "MG0001", "MG0002", "MG0003", "MG0004", "MG0101", "MG0104", "MG0201", "MG0202", "MG0305", "MG0306", "MG0307", "MG0308",
        "MG0401", "MG0402", "MG0404", "MG0407", "MG0408", "MG0409", "MG0412");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Fix.Of(diagnostic) is not { } fix) continue;
            var action = CodeAction.Create(fix.Title, cancellation => ApplyAsync(context.Document, fix, cancellation), diagnostic.Id);
            context.RegisterCodeFix(action, diagnostic);
        }

        return Task.CompletedTask;
    }

    private static async Task<Document> ApplyAsync(Document document, Fix fix, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(fix.Changes));
    }
}
