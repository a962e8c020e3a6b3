using ModelGen.Generator.IR;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// erf x is computed from e^(-x²), and its derivative is a multiple of it: a kernel with both, such as the training step of a GELU,
/// computes the exponential once.
/// </summary>
internal static class ErrorFunctions
{
    /// <summary>For each error function of a kernel e^(-x²) of the same x, where that is computed beside it.</summary>
    public static IReadOnlyDictionary<int, int> FindExponentials(Graph graph, IEnumerable<int> members)
    {
        var nodes = members.Select(id => graph[id]).ToList();
        var found = new Dictionary<int, int>();
        foreach (var erf in nodes.Where(node => node.Kind == OpKind.Erf))
        {
            if (nodes.Find(node => IsExponential(graph, node, erf.Inputs[0])) is { } exponential) found.Add(erf.Id, exponential.Id);
        }

        return found;
    }

    private static bool IsExponential(Graph graph, Node node, int x)
        => node.Kind == OpKind.Exp && graph[node.Inputs[0]] is { Kind: OpKind.Negate } negated
            && graph[negated.Inputs[0]] is { Kind: OpKind.Multiply } square && square.Inputs[0] == x && square.Inputs[1] == x;
}
