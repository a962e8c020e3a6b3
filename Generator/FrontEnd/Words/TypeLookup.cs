using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>What C# knows of the expressions around an error.</summary>
internal sealed class TypeLookup(SemanticModel semantics, CancellationToken cancellation)
{
    public Compilation Compilation => semantics.Compilation;

    /// <summary>The type of tensors; null in a project that has none.</summary>
    public INamedTypeSymbol? Tensor => Compilation.GetTypeByMetadataName("ModelGen.Tensor");

    public ITypeSymbol? Type(ExpressionSyntax expression) => semantics.GetTypeInfo(expression, cancellation).Type;

    public ISymbol? Symbol(ExpressionSyntax expression) => semantics.GetSymbolInfo(expression, cancellation).Symbol;

    /// <summary>What an expression may mean where C# cannot decide it.</summary>
    public IReadOnlyList<ISymbol> Candidates(ExpressionSyntax expression)
        => semantics.GetSymbolInfo(expression, cancellation).CandidateSymbols;

    /// <summary>Whether code stands in a model or a module, or in a function of tensors.</summary>
    public bool IsInModel(SyntaxNode syntax)
    {
        var enclosing = semantics.GetEnclosingSymbol(syntax.SpanStart, cancellation);
        for (var around = enclosing; around is not null; around = around.ContainingSymbol)
        {
            if (around is INamedTypeSymbol type && (type.IsModule() || type.Attribute("ModelAttribute") is not null)) return true;
            if (around is IMethodSymbol method && method.Parameters.Any(parameter => parameter.Type.IsAnyTensor())) return true;
        }

        return false;
    }

    /// <summary>The answer to a word.</summary>
    /// <param name="syntax">Where it stands.</param>
    /// <param name="what">What there is not.</param>
    /// <param name="advice">What to write.</param>
    /// <param name="fix">What writes it.</param>
    public static Diagnostic Answer(SyntaxNode syntax, string what, string advice, Fix? fix = null)
        => Answer(syntax.GetLocation(), what, advice, fix);

    /// <inheritdoc cref="Answer(SyntaxNode, string, string, Fix)"/>
    public static Diagnostic Answer(Location location, string what, string advice, Fix? fix = null)
        => Diagnostic.Create(Descriptors.ForeignWord, location, fix?.Properties, what, advice);
}
