using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>Comparisons as C# has them: with NaN all are false but != .</summary>
internal static class ScalarComparisons
{
    /// <returns>Null where the operator is no comparison.</returns>
    public static Truth? Compare(ScalarChoices choices, BinaryOperatorKind kind, SymbolicValue left, SymbolicValue right) => kind switch
    {
        BinaryOperatorKind.LessThan => Compare(choices, OpKind.Less, left, right),
        BinaryOperatorKind.LessThanOrEqual => Compare(choices, OpKind.LessOrEqual, left, right),
        BinaryOperatorKind.GreaterThan => Compare(choices, OpKind.Less, right, left),
        BinaryOperatorKind.GreaterThanOrEqual => Compare(choices, OpKind.LessOrEqual, right, left),
        BinaryOperatorKind.Equals => Compare(choices, OpKind.Equal, left, right),
        BinaryOperatorKind.NotEquals => Truth.Not(Compare(choices, OpKind.Equal, left, right)),
        _ => null,
    };

    private static Truth Compare(ScalarChoices choices, OpKind kind, SymbolicValue left, SymbolicValue right)
    {
        if (left is NumberValue { Number: var a } && right is NumberValue { Number: var b }) return Truth.Of(kind.Holds(a, b)!.Value);
        return new Truth.Compared(choices.Builder.Add(kind, choices.ToNode(left), choices.ToNode(right)));
    }
}
