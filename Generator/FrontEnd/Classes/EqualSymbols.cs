using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>
/// Finds symbols of inputs that each call asks to be one number: one name for both says so, and is checked while compiling.
/// </summary>
internal static class EqualSymbols
{
    /// <param name="guards">What calls ask of dimensions.</param>
    /// <param name="symbols">The symbols of inputs, in their order.</param>
    /// <param name="methods">The methods that have the inputs.</param>
    public static IEnumerable<Diagnostic> Find(IEnumerable<DimGuard> guards, IReadOnlyList<string> symbols,
        IReadOnlyList<IMethodSymbol> methods)
    {
        foreach (var guard in guards.Where(guard => !guard.MustDiffer))
        {
            var (left, right) = (symbols.IndexOf(guard.Left), symbols.IndexOf(guard.Right));
            if (left < 0 || right < 0 || left == right) continue;
            var (first, second) = (symbols[Math.Min(left, right)], symbols[Math.Max(left, right)]);
            if (Places(methods, second) is [var place, ..] places)
                yield return Diagnostic.Create(Descriptors.SymbolsMustMeet, place.GetLocation(), Rename(places, first).Properties, second,
                    first, guard.Because);
        }
    }

    private static int IndexOf(this IReadOnlyList<string> symbols, Dim dim)
        => Enumerable.Range(0, symbols.Count).Where(number => Dim.Symbol(symbols[number]) == dim).DefaultIfEmpty(-1).First();

    /// <summary>Writes another symbol wherever one file has the symbol.</summary>
    private static Fix Rename(IReadOnlyList<LiteralExpressionSyntax> places, string symbol)
        => new($"Write \"{symbol}\"", [.. places.Where(place => place.SyntaxTree == places[0].SyntaxTree)
            .Select(place => new TextChange(place.Span, $"\"{symbol}\""))]);

    /// <summary>The texts that are the symbol in a shape.</summary>
    private static List<LiteralExpressionSyntax> Places(IEnumerable<IMethodSymbol> methods, string symbol)
        => methods.SelectMany(method => method.Parameters).Select(parameter => parameter.Attribute("ShapeAttribute"))
            .Select(shape => shape?.ApplicationSyntaxReference?.GetSyntax()).OfType<AttributeSyntax>()
            .SelectMany(shape => shape.DescendantNodes()).OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText == symbol).ToList();
}
