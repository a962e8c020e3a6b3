using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
            if (Place(methods, second) is { } place)
                yield return Diagnostic.Create(Descriptors.SymbolsMustMeet, place, second, first, guard.Because);
        }
    }

    private static int IndexOf(this IReadOnlyList<string> symbols, Dim dim)
        => Enumerable.Range(0, symbols.Count).Where(number => Dim.Symbol(symbols[number]) == dim).DefaultIfEmpty(-1).First();

    /// <summary>The first text that is the symbol in a shape.</summary>
    private static Location? Place(IEnumerable<IMethodSymbol> methods, string symbol)
        => methods.SelectMany(method => method.Parameters).Select(parameter => parameter.Attribute("ShapeAttribute"))
            .Select(shape => shape?.ApplicationSyntaxReference?.GetSyntax()).OfType<AttributeSyntax>()
            .SelectMany(shape => shape.DescendantNodes()).OfType<LiteralExpressionSyntax>()
            .FirstOrDefault(literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText == symbol)
            ?.GetLocation();
}
