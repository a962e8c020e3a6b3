using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>Source as messages show it, and where they point to.</summary>
internal static class SyntaxText
{
    /// <summary>A piece of source in one short line.</summary>
    public static string Short(SyntaxNode syntax) => Short(syntax, 40);

    /// <summary>A piece of source in one line of no more than a length.</summary>
    public static string Short(SyntaxNode syntax, int most)
    {
        // Of long code no more than is shown is looked at.
        var source = syntax.SyntaxTree.GetText();
        for (var length = 128; ; length *= 2)
        {
            var isWhole = length >= syntax.Span.Length;
            var piece = isWhole ? syntax.ToString() : source.ToString(new(syntax.SpanStart, length));
            var text = string.Join(" ", piece.Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
            if (isWhole && text.Length <= most) return text;
            if (isWhole || text.Length > most) return text.Substring(0, most - 3) + "...";
        }
    }

    /// <summary>The name where something is called, else all of it.</summary>
    public static Location LocationOf(SyntaxNode syntax)
        => syntax is InvocationExpressionSyntax invocation ? CalledName(invocation).GetLocation() : syntax.GetLocation();

    /// <summary>What stands at a place, in one short line.</summary>
    public static string Covered(Location location)
        => location.SourceTree is { } tree ? Short(tree.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true)) : "";

    /// <summary>A place as its file and line.</summary>
    public static string Place(Location location)
    {
        var line = (location.GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
        return $"{Path.GetFileName(location.SourceTree?.FilePath)}, line {line}";
    }

    /// <summary>The name of what is called.</summary>
    private static SyntaxToken CalledName(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier,
        MemberBindingExpressionSyntax member => member.Name.Identifier,
        _ => invocation.Expression.GetLastToken(),
    };
}
