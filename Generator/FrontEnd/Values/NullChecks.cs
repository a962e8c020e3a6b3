using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Values;

/// <summary>
/// Whether a field has a module: one that its constructor makes for some numbers alone is null for the others. A variable has a tensor as
/// soon as one is assigned to it.
/// </summary>
internal static class NullChecks
{
    /// <summary>Whether a pattern is 'null'; false for 'not null', null for any other.</summary>
    public static bool? IsNullPattern(IIsPatternOperation operation) => operation.Pattern switch
    {
        IConstantPatternOperation constant when IsNull(constant) => true,
        INegatedPatternOperation { Pattern: IConstantPatternOperation constant } when IsNull(constant) => false,
        _ => null,
    };

    /// <summary>Whether a value is null, or is not; null where it is neither a module, nor a computed tensor, nor null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isNull">What is asked.</param>
    public static ConstantValue? Value(SymbolicValue value, bool isNull) => value switch
    {
        ConstantValue { Constant: null } => new(isNull),
        ModuleValue or ModuleArrayValue or TensorValue { Node.Kind: not OpKind.Input } => new(!isNull),
        _ => null,
    };

    /// <summary>The same of a comparison with null; null for other comparisons.</summary>
    public static ConstantValue? Value(SymbolicValue left, SymbolicValue right, BinaryOperatorKind kind)
    {
        var isNull = kind == BinaryOperatorKind.Equals;
        if (right is ConstantValue { Constant: null }) return Value(left, isNull);
        return left is ConstantValue { Constant: null } ? Value(right, isNull) : null;
    }

    private static bool IsNull(IConstantPatternOperation pattern) => pattern.Value.ConstantValue is { HasValue: true, Value: null };
}
