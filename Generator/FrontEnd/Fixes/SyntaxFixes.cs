using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.FrontEnd.Fixes;

/// <summary>Fixes that the syntax alone tells: something is replaced, inserted or taken away.</summary>
internal static class SyntaxFixes
{
    /// <summary>Puts a text in the place of code.</summary>
    public static Fix Replace(SyntaxNode syntax, string text) => new($"Write {Line(text)}", new TextChange(syntax.Span, text));

    /// <summary>Gives a token another text.</summary>
    public static Fix Rename(SyntaxToken token, string name) => new($"Write {name}", new TextChange(token.Span, name));

    /// <summary>Gives a declaration another name.</summary>
    public static Fix? Rename(ISymbol symbol, string name)
        => symbol.Locations.FirstOrDefault() is { IsInSource: true } place
            ? new($"Rename {symbol.Name} to {name}", new TextChange(place.SourceSpan, name))
            : null;

    /// <summary>Puts a text before code.</summary>
    public static TextChange Before(SyntaxNode syntax, string text) => new(new(syntax.SpanStart, 0), text);

    /// <summary>Puts a text behind code.</summary>
    public static TextChange Behind(SyntaxNode syntax, string text) => new(new(syntax.Span.End, 0), text);

    /// <summary>Code as an operand of whatever stands around it.</summary>
    public static string Operand(ExpressionSyntax expression) => IsPrimary(expression) ? expression.ToString() : $"({expression})";

    /// <summary>Appends a call to an expression, with brackets where it needs them.</summary>
    public static TextChange[] Call(ExpressionSyntax expression, string call)
        => IsPrimary(expression) ? [Behind(expression, call)] : [Before(expression, "("), Behind(expression, ")" + call)];

    /// <summary>Takes a modifier away, with the blanks behind it.</summary>
    public static Fix? WithoutModifier(ISymbol symbol, SyntaxKind modifier)
    {
        if (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not MemberDeclarationSyntax member) return null;
        var token = member.Modifiers.FirstOrDefault(other => other.IsKind(modifier));
        return token == default
            ? null
            : new($"Take '{token}' away", new TextChange(TextSpan.FromBounds(token.SpanStart, token.GetNextToken().SpanStart), ""));
    }

    /// <summary>Changes two pieces of code round.</summary>
    public static Fix Swap(SyntaxNode first, SyntaxNode second)
        => new($"Change {Line(first.ToString())} and {Line(second.ToString())} round", new TextChange(first.Span, second.ToString()),
            new TextChange(second.Span, first.ToString()));

    private static bool IsPrimary(ExpressionSyntax expression)
        => expression is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax or LiteralExpressionSyntax or ThisExpressionSyntax or ObjectCreationExpressionSyntax;

    private static string Line(string text) => string.Join(" ", text.Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
