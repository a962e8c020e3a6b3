using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generator.Tests.Pictures;

/// <summary>A piece of a line of code.</summary>
/// <param name="Text">The piece.</param>
/// <param name="Color">Its color, as editors show such a token.</param>
internal sealed record ColoredPiece(string Text, string Color);

/// <summary>Lines of C# in the colors of an editor.</summary>
internal static class ColoredCode
{
    private const string Plain = "#d4d4d4";

    private const string Keyword = "#569cd6";

    private const string Type = "#4ec9b0";

    private const string Method = "#dcdcaa";

    private const string Variable = "#9cdcfe";

    private const string Number = "#b5cea8";

    private const string Text = "#ce9178";

    private const string Comment = "#6a9955";

    /// <param name="compilation">Has the file, and what it uses.</param>
    /// <param name="tree">The file.</param>
    /// <returns>All lines of the file.</returns>
    public static List<IReadOnlyList<ColoredPiece>> Lines(Compilation compilation, SyntaxTree tree)
    {
        var (lines, model) = (new List<IReadOnlyList<ColoredPiece>>(), compilation.GetSemanticModel(tree));
        var line = new List<ColoredPiece>();
        foreach (var piece in tree.GetRoot().DescendantTokens().SelectMany(token => Pieces(model, token)))
        {
            var parts = piece.Text.Split('\n');
            for (var number = 0; number < parts.Length; number++)
            {
                if (number > 0)
                {
                    lines.Add(line);
                    line = [];
                }

                if (parts[number].Length > 0) line.Add(piece with { Text = parts[number] });
            }
        }

        if (line.Count > 0) lines.Add(line);
        return lines;
    }

    private static IEnumerable<ColoredPiece> Pieces(SemanticModel model, SyntaxToken token)
        => [.. token.LeadingTrivia.Select(Piece), new(token.Text, Color(model, token)), .. token.TrailingTrivia.Select(Piece)];

    private static ColoredPiece Piece(SyntaxTrivia trivia)
        => new(trivia.ToFullString(), trivia.ToString().StartsWith('/') ? Comment : Plain);

    private static string Color(SemanticModel model, SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken => Text,
        SyntaxKind.NumericLiteralToken => Number,
        SyntaxKind.IdentifierToken => Color(token.Parent is TypeDeclarationSyntax or MethodDeclarationSyntax or ParameterSyntax
            ? model.GetDeclaredSymbol(token.Parent)
            : model.GetSymbolInfo(token.Parent!).Symbol),
        _ => token.IsKeyword() ? Keyword : Plain,
    };

    private static string Color(ISymbol? symbol) => symbol switch
    {
        ITypeSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor } => Type,
        IMethodSymbol => Method,
        ILocalSymbol or IParameterSymbol => Variable,
        _ => Plain,
    };
}
