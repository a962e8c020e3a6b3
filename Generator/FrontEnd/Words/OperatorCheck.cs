using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>Answers operators that tensors lack.</summary>
internal static class OperatorCheck
{
    private const string ToTensor = ".ToTensor()";

    /// <param name="binary">An operator that C# does not find for its operands.</param>
    /// <param name="types">What is known of them.</param>
    public static Diagnostic? Check(BinaryExpressionSyntax binary, TypeLookup types)
    {
        var (left, right) = (types.Type(binary.Left), types.Type(binary.Right));
        if (!left.IsAnyTensor() && !right.IsAnyTensor()) return null;
        var (x, y) = (Operand(binary.Left), Operand(binary.Right));
        var advice = binary.Kind() switch
        {
            _ when IsOf(left, SpecialType.System_String) || IsOf(right, SpecialType.System_String) =>
                "a text is no number: take the quotes away",
            _ when IsOf(right, SpecialType.System_Decimal) => $"numbers are double: write {y.TrimEnd('m', 'M')}",
            _ when IsOf(left, SpecialType.System_Decimal) => $"numbers are double: write {x.TrimEnd('m', 'M')}",
            _ when left.IsAnyTensor() && !left.IsTensor() => $"write {x}.ToTensor()",
            _ when right.IsAnyTensor() && !right.IsTensor() => $"write {y}.ToTensor()",
            SyntaxKind.ModuloExpression => $"write {x} - ({x} / {y}).Floor() * {y}",
            SyntaxKind.ExclusiveOrExpression => $"write {x}.Pow({y})",
            _ => null,
        };
        return advice is null
            ? null
            : TypeLookup.Answer(binary.OperatorToken.GetLocation(),
                $"operator {binary.OperatorToken.ValueText} of {Name(left)} and {Name(right)}", advice, Remedy(binary, left, right));
    }

    private static Fix? Remedy(BinaryExpressionSyntax binary, ITypeSymbol? left, ITypeSymbol? right)
    {
        if (IsOf(left, SpecialType.System_String) || IsOf(right, SpecialType.System_String)) return null;
        if (IsOf(right, SpecialType.System_Decimal)) return WordFix.OfDecimal(binary.Right);
        if (IsOf(left, SpecialType.System_Decimal)) return WordFix.OfDecimal(binary.Left);
        if (left.IsAnyTensor() && !left.IsTensor()) return WordFix.Append(binary.Left, ToTensor);
        return right.IsAnyTensor() && !right.IsTensor() ? WordFix.Append(binary.Right, ToTensor) : null;
    }

    private static bool IsOf(ITypeSymbol? type, SpecialType special) => type?.SpecialType == special;

    private static string Name(ITypeSymbol? type) => type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "null";

    private static string Operand(ExpressionSyntax expression)
        => expression is BinaryExpressionSyntax or ConditionalExpressionSyntax
            ? $"({SyntaxText.Short(expression)})"
            : SyntaxText.Short(expression);
}
