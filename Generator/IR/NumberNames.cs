namespace ModelGen.Generator.IR;

/// <summary>What numbers of the host are called that nothing names: after what they are made of, such as <c>beta1Power</c>.</summary>
internal static class NumberNames
{
    /// <param name="node">The number.</param>
    /// <param name="nodes">The nodes that it is made of, by their ids.</param>
    /// <param name="nameOf">The name of one of these; null for one that has none.</param>
    /// <returns>Null where it is made of constants alone.</returns>
    public static string? Of(Node node, Func<int, Node> nodes, Func<Node, string?> nameOf)
    {
        if (node.SourceName is { } name) return ValueNames.Camel(name);
        if (node.Kind == OpKind.DimValue) return "count";
        var operands = node.Inputs.Select(nodes).ToList();
        var named = operands.Select(nameOf).ToList();
        if (named.Find(operand => operand is not null) is not { } first) return null;
        return operands[0] is { Kind: OpKind.Constant, Value: var value } && AfterConstant(node.Kind, value) is { } before
            ? before + ValueNames.Pascal(first)
            : first + ValueNames.Pascal(ValueNames.Noun(node.Kind));
    }

    private static string? AfterConstant(OpKind kind, double value) => (kind, value) switch
    {
        (OpKind.Subtract, 1) => "oneMinus",
        (OpKind.Divide, 1) => "inverse",
        (OpKind.Divide, -1) => "negativeInverse",
        _ => null,
    };
}
