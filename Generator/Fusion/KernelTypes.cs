using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Which nodes may share a kernel by their element types: those whose floats have one type, for all lanes of a kernel's vectors have one
/// width. A conversion between floats is kept apart from both of its sides: its kernel loads the one type and stores the other. Comparisons
/// are recomputed by their users: one of other floats than its user's is the only mixture that this leaves.
/// </summary>
internal static class KernelTypes
{
    /// <summary>The floats that a node takes, and those that it gives; null of one that has none, which may share any kernel.</summary>
    public static (ElementType From, ElementType To)? Find(Graph graph, Node node)
    {
        ElementType? taken = null;
        foreach (var input in node.Inputs)
        {
            if (graph[input].Type.Element is var type && type.IsFloat()) taken = type;
        }

        var given = node.Type.Element.IsFloat() ? node.Type.Element : taken;
        return given is { } to ? (taken ?? to, to) : null;
    }

    /// <summary>Whether a node is computed in the same types as another.</summary>
    public static bool AreAlike(Graph graph, Node node, Node other)
        => Find(graph, node) is not { } types || Find(graph, other) is not { } others || types == others;
}
