using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>The value of a number or condition of the host, where it is known at compile time; true is 1.</summary>
internal static class HostConstant
{
    public static double? Evaluate(Node node, IReadOnlyList<Node> nodes)
    {
        if (!IsComputed(node)) return EvaluateSource(node);
        var values = new Dictionary<int, double?>();
        foreach (var id in Needed(node, nodes))
            values.Add(id, IsComputed(nodes[id])
                ? EvaluateOp(nodes[id], nodes[id].Inputs.Select(input => values[input]).ToArray())
                : EvaluateSource(nodes[id]));
        return values[node.Id];
    }

    private static double? EvaluateSource(Node node) => node.Kind switch
    {
        OpKind.Constant => node.Value,
        OpKind.DimValue => node.Dim.Constant,
        _ => null,
    };

    private static bool IsComputed(Node node) => node.Type.Rank == 0 && node.Class == OpClass.Elementwise;

    /// <summary>A host scalar and the nodes it depends on, in topological order.</summary>
    private static SortedSet<int> Needed(Node node, IReadOnlyList<Node> nodes)
        => new(BackwardSlice.From(nodes, [node.Id], IsComputed).Select(one => one.Id));

    /// <summary>
    /// The value of a primitive on numbers, conditions included, of which some may not be known; null where it is not known or depends on
    /// the device.
    /// </summary>
    public static double? EvaluateOp(Node node, double?[] operands)
    {
        if (node.Kind == OpKind.Select && operands[0] is { } condition) return operands[condition != 0 ? 1 : 2];
        if (operands.Any(operand => operand is null)) return null;
        var value = node.Kind.Function().Value([.. operands.Select(operand => operand!.Value)]);
        return node.Kind == OpKind.Convert && value is { } number ? FloatFormat.Convert(number, node.Type.Element) : value;
    }
}
