using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Fixes;

/// <summary>Gives the operand of an operator the last axis of 1 by which it has the other's shape.</summary>
internal static class AxisFix
{
    private const string Unsqueeze = ".Unsqueeze(-1)";

    /// <param name="syntax">The operator with its operands.</param>
    /// <param name="left">The shape of the left one.</param>
    /// <param name="right">The shape of the right one.</param>
    /// <returns>The fix; null where the shapes differ in more.</returns>
    public static Fix? Create(SyntaxNode syntax, Shape left, Shape right) => syntax switch
    {
        BinaryExpressionSyntax binary when IsColumn(left, right) => Add(binary.Right),
        BinaryExpressionSyntax binary when IsColumn(right, left) => Add(binary.Left),
        _ => null,
    };

    private static Fix Add(ExpressionSyntax operand)
        => new($"Add the axis: {SyntaxFixes.Operand(operand)}{Unsqueeze}", SyntaxFixes.Call(operand, Unsqueeze));

    private static bool IsColumn(Shape column, Shape vector)
        => column.Rank == vector.Rank + 1 && column[vector.Rank].IsOne && column.Dims.Take(vector.Rank).SequenceEqual(vector.Dims);
}
