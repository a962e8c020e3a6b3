using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// Guards of a step against a division by a size that is 0 on the way to a buffer's new value: a batch norm's unbiased variance divides by
/// N - 1, and of one value a feature the running variance would be NaN for ever. What a choice may leave out is not guarded.
/// </summary>
internal static class DivisionGuards
{
    /// <summary>The buffers that every step of a graph makes NaN, since its sizes are constant, with the reason.</summary>
    public static IEnumerable<(string Buffer, string Why)> Broken(Graph graph)
        => graph.Outputs.Where(output => output.Role == OutputRole.Update)
        .SelectMany(output => DivisorGuards(graph, output).Where(guard => guard.Left.IsZero).Take(1)
            .Select(guard => (output.Target, guard.Because)));

    /// <summary>The graph with a guard for each divisor that may be 0.</summary>
    public static Graph Run(Graph graph)
    {
        var guards = graph.Outputs.Where(output => output.Role == OutputRole.Update).SelectMany(output => DivisorGuards(graph, output))
            .GroupBy(guard => guard.Left).Select(same => same.First());
        return graph with { Guards = [.. graph.Guards, .. guards] };
    }

    private static IEnumerable<DimGuard> DivisorGuards(Graph graph, GraphOutput output)
    {
        foreach (var node in BackwardSlice.From(graph.Nodes, [output.Node], IsTaken).Where(node => node.Kind == OpKind.Divide))
        {
            if (Size(graph, graph[node.Inputs[1]]) is { } divisor && MayBeZero(divisor))
                yield return new(divisor, Dim.Zero, Because(output.Target, divisor), MustDiffer: true);
        }
    }

    /// <summary>Whether all that a node is made of has a part in it.</summary>
    private static bool IsTaken(Node node)
        => !node.Kind.IsControl() && node.Kind is not (OpKind.Part or OpKind.Select or OpKind.Minimum or OpKind.Maximum);

    private static string Because(string buffer, Dim divisor)
        => $"A training step of these sizes would make {buffer} NaN for ever: its new value divides by {divisor}, which is 0 here. "
            + "Give the step more values to take statistics of: a batch norm needs more than one a feature";

    // Sizes are 1 or more, so that a sum of products of them is.
    private static bool MayBeZero(Dim divisor) => divisor.IsZero || !divisor.IsNatural;

    /// <summary>A number that is made of sizes, be it held at 0; null for others.</summary>
    private static Dim? Size(Graph graph, Node node)
    {
        if (node.Kind == OpKind.DimValue) return node.Dim;
        if (node.Kind == OpKind.Constant) return Whole(node.Value);
        if (node.Kind is OpKind.Detach or OpKind.Broadcast or OpKind.Reshape) return Size(graph, graph[node.Inputs[0]]);
        if (node.Kind is not (OpKind.Add or OpKind.Subtract or OpKind.Multiply or OpKind.Maximum)) return null;
        return Size(graph, graph[node.Inputs[0]]) is { } left && Size(graph, graph[node.Inputs[1]]) is { } right
            ? Combined(node.Kind, left, right)
            : null;
    }

    private static Dim? Whole(double value) => value == Math.Floor(value) && Math.Abs(value) < int.MaxValue ? (long)value : null;

    private static Dim? Combined(OpKind kind, Dim left, Dim right) => kind switch
    {
        OpKind.Add => left + right,
        OpKind.Subtract => left - right,
        OpKind.Multiply => left * right,
        _ => right.IsZero ? left : null,
    };
}
