using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Products;

/// <summary>
/// Uses compensated (Kahan) summation in a scatter-add where one row may receive many others: a million equal indices then lose no digits.
/// Sums of doubles, and of a few rows, are exact enough as they are.
/// </summary>
internal static class CompensatedScatterAdd
{
    // Each row that is added adds an error of 2^-24, or more in narrower types.
    private const int MaxRoundings = 16;

    public static Graph Run(Graph graph)
        => graph.Nodes.Any(node => NeedsCompensation(graph, node))
            ? Rewrite.Rebuild(graph, (builder, node, inputs) => Visit(graph, builder, node, inputs))
            : graph;

    private static Node Visit(Graph graph, GraphBuilder builder, Node node, IReadOnlyList<Node> inputs)
    {
        if (!NeedsCompensation(graph, node)) return builder.Copy(node, inputs);
        var sums = builder.Add(node.Kind, inputs, node.Scatter with { IsCompensated = true });
        return builder.Slice(sums, 0, Dim.Zero, node.Scatter.Rows);
    }

    private static bool NeedsCompensation(Graph graph, Node node)
        => node.Kind == OpKind.ScatterAdd && node.Type.Element != ElementType.Float64 && !node.Scatter.IsCompensated
            && !(graph[node.Inputs[1]].Type.Shape.Size.Constant <= MaxRoundings);
}
