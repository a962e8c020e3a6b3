using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Programs;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// Clamps trip counts that would be negative for empty inputs to 0. One that fills a list keeps its count, for the list's size is checked:
/// <see cref="Compiler"/>.
/// </summary>
internal static class ClampTripCounts
{
    public static Graph Run(Graph graph)
    {
        var ranges = DimRanges.OfCall(graph);
        return ControlFlow.TransformRecursively(graph, body => body.Nodes.All(node => !MayBeNegative(node, ranges)) ? body : body with
        {
            Nodes = body.Nodes.Select(node => MayBeNegative(node, ranges) ? Clamped(node) : node).ToEquatableArray(),
        });
    }

    private static Node Clamped(Node loop) => loop with { Arguments = loop.Loop with { Count = Dim.Clamp(loop.Loop.Count) } };

    /// <summary>Whether the count of a loop is 0 or more for inputs that are not empty, and perhaps less for others.</summary>
    public static bool IsNegativeWhereEmpty(Dim count, DimRanges ranges) => ranges.IsNatural(count) && !ranges.OfEmpty.IsProven(count);

    private static bool MayBeNegative(Node node, DimRanges ranges)
        => node.Kind == OpKind.Loop && node.Bodies[0].Outputs.Count == node.Loop.Carried
            && IsNegativeWhereEmpty(node.Loop.Count, ranges);
}
