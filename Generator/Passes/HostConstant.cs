using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes;

/// <summary>The value of a number or condition of the host, where it is known at compile time; true is 1.</summary>
internal static class HostConstant
{
    public static double? Of(Node node, IReadOnlyList<Node> nodes)
    {
        if (node.Kind == OpKind.Constant) return node.Arguments.Value;
        if (node.Kind == OpKind.DimValue) return node.Arguments.Dims[0].Constant;
        if (node.Type.Rank != 0 || node.Kind.Row().Class != OpClass.Elementwise) return null;
        return Value(node.Kind, node.Inputs.Select(id => Of(nodes[id], nodes)).ToArray());
    }

    /// <summary>The value of a primitive on numbers, conditions included, of which some may not be known; null where it is not known or depends on a backend.</summary>
    public static double? Value(OpKind kind, double?[] operands)
    {
        if (kind == OpKind.Select && operands[0] is { } condition) return operands[condition != 0 ? 1 : 2];
        return operands.Any(operand => operand is null) ? null : Value(kind, operands.Select(operand => operand!.Value).ToArray());
    }

    private static double? Value(OpKind kind, double[] x) => kind switch
    {
        OpKind.Less => x[0] < x[1] ? 1 : 0,
        OpKind.LessOrEqual => x[0] <= x[1] ? 1 : 0,
        OpKind.Equal => x[0] == x[1] ? 1 : 0,
        OpKind.ConvertToFloat or OpKind.ConvertToInt or OpKind.Detach => x[0],
        _ => ConstantFolding.Value(kind, x),
    };
}
