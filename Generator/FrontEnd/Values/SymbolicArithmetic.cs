using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Values;

/// <summary>Arithmetic on what is known while compiling: numbers and dimensions.</summary>
internal static class SymbolicArithmetic
{
    public static OpKind? Kind(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => OpKind.Add,
        BinaryOperatorKind.Subtract => OpKind.Subtract,
        BinaryOperatorKind.Multiply => OpKind.Multiply,
        BinaryOperatorKind.Divide => OpKind.Divide,
        _ => null,
    };

    /// <summary>As C# computes: a quotient of ints is whole.</summary>
    public static double? Numbers(BinaryOperatorKind kind, double a, double b, ITypeSymbol? type) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide when IsWhole(type) => b == 0 ? null : Math.Truncate(a / b),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => b == 0 ? null : a % b,
        _ => null,
    };

    public static bool IsComparison(BinaryOperatorKind kind) => kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
        or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals
        or BinaryOperatorKind.NotEquals;

    /// <summary>Whether a comparison holds, where that is known whatever the symbols are, which are 0 or more.</summary>
    public static bool? Compare(BinaryOperatorKind kind, SymbolicValue left, SymbolicValue right)
    {
        if (left is NumberValue a && right is NumberValue b) return Holds(kind, a.Number.CompareTo(b.Number));
        if (AsDim(left) is not { } x || AsDim(right) is not { } y) return null;
        if ((x - y).Constant is { } difference) return Holds(kind, Math.Sign(difference));
        return null;
    }

    private static bool Holds(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        BinaryOperatorKind.Equals => order == 0,
        _ => order != 0,
    };

    /// <summary>A dimension, or the number that it is.</summary>
    public static SymbolicValue Value(Dim dim) => dim.Constant is { } number ? new NumberValue(number) : new DimValue(dim);

    public static Dim? AsDim(SymbolicValue value) => value switch
    {
        DimValue dim => dim.Dim,
        NumberValue { Number: var number } when number == Math.Truncate(number) && Math.Abs(number) < int.MaxValue => (long)number,
        _ => null,
    };

    /// <summary>As C# computes: a quotient of ints is whole; any other is no dimension.</summary>
    public static Dim? Dims(BinaryOperatorKind kind, Dim a, Dim b, ITypeSymbol? type, DimRanges ranges) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide when !b.IsZero && IsWhole(type) => DimDivision.Quotient(a, b, ranges),
        BinaryOperatorKind.Remainder when !b.IsZero => DimDivision.Remainder(a, b, ranges),
        _ => null,
    };

    /// <summary>Whether an operator cuts off what is behind the point.</summary>
    public static bool IsQuotient(BinaryOperatorKind kind, ITypeSymbol? type)
        => IsWhole(type) && kind is (BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder);

    /// <summary>A quotient or remainder of whole numbers that only nodes know.</summary>
    public static Node Whole(GraphBuilder builder, BinaryOperatorKind kind, Node a, Node b)
    {
        var quotient = builder.Truncate(builder.Add(OpKind.Divide, a, b));
        return kind == BinaryOperatorKind.Divide ? quotient : builder.Subtract(a, builder.Multiply(quotient, b));
    }

    /// <summary>Whether a value is one number, known now or at run time.</summary>
    public static bool IsNumber(SymbolicValue value)
        => value is NumberValue or DimValue or HostNumberValue { IsBoolean: false } or TensorValue { Node.Type.Rank: 0 };

    public static bool IsWhole(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;
}
