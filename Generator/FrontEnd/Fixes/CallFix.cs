using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.FrontEnd.Fixes;

/// <summary>Fixes of the call of a tensor's method at a place.</summary>
internal static class CallFix
{
    /// <summary>Takes a call away, so that what it is called on remains.</summary>
    /// <param name="place">The name of what is called.</param>
    /// <param name="method">What must be called there.</param>
    public static Fix? Remove(Location place, string method)
        => Find(place, method) is { Expression: MemberAccessExpressionSyntax { Expression: var tensor } } call
            ? new($"Take {method} away", new TextChange(TextSpan.FromBounds(tensor.Span.End, call.Span.End), ""))
            : null;

    /// <summary>Calls another method there.</summary>
    public static Fix? Rename(Location place, string method, string other)
        => Find(place, method) is { Expression: MemberAccessExpressionSyntax { Name.Identifier: var name } }
            ? SyntaxFixes.Rename(name, other)
            : null;

    /// <summary>Appends a call to what a method returns.</summary>
    public static Fix? AppendToResult(IMethodSymbol method, string call)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not MethodDeclarationSyntax syntax) return null;
        var returned = syntax.DescendantNodes().OfType<ReturnStatementSyntax>().ToList();
        var result = syntax.ExpressionBody?.Expression ?? (returned.Count == 1 ? returned[0].Expression : null);
        return result is null ? null : new($"End it with {call.TrimStart('.')}", SyntaxFixes.Call(result, call));
    }

    private static InvocationExpressionSyntax? Find(Location place, string method)
        => place.SourceTree?.GetRoot().FindToken(place.SourceSpan.Start) is { Parent: SimpleNameSyntax { Parent: var access } } token
            && token.ValueText == method
            ? access?.Parent as InvocationExpressionSyntax
            : null;
}
