using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd;

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

    /// <summary>What a comparison of constants gives; null when one is not known.</summary>
    public static bool? Compare(BinaryOperatorKind kind, SymbolicValue left, SymbolicValue right) => (kind, left, right) switch
    {
        (BinaryOperatorKind.LessThan, NumberValue a, NumberValue b) => a.Number < b.Number,
        (BinaryOperatorKind.LessThanOrEqual, NumberValue a, NumberValue b) => a.Number <= b.Number,
        (BinaryOperatorKind.GreaterThan, NumberValue a, NumberValue b) => a.Number > b.Number,
        (BinaryOperatorKind.GreaterThanOrEqual, NumberValue a, NumberValue b) => a.Number >= b.Number,
        (BinaryOperatorKind.Equals, NumberValue a, NumberValue b) => a.Number == b.Number,
        (BinaryOperatorKind.NotEquals, NumberValue a, NumberValue b) => a.Number != b.Number,
        (BinaryOperatorKind.Equals, ConstantValue a, ConstantValue b) => Equals(a.Constant, b.Constant),
        (BinaryOperatorKind.NotEquals, ConstantValue a, ConstantValue b) => !Equals(a.Constant, b.Constant),
        (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And, ConstantValue { Constant: bool a }, ConstantValue { Constant: bool b }) => a && b,
        (BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or, ConstantValue { Constant: bool a }, ConstantValue { Constant: bool b }) => a || b,
        _ => null,
    };

    public static Dim? AsDim(SymbolicValue value) => value switch
    {
        DimValue dim => dim.Dim,
        NumberValue { Number: var number } when number == Math.Truncate(number) && Math.Abs(number) < int.MaxValue => (long)number,
        _ => null,
    };

    public static Dim? Dims(BinaryOperatorKind kind, Dim a, Dim b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide when !b.IsZero => Dim.FloorDivide(a, b),
        _ => null,
    };

    private static bool IsWhole(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;
}
