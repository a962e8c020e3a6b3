namespace ModelGen.Generator.IR;

/// <summary>The backward slice of values: an iterative depth-first search along operands, with an explicit stack.</summary>
internal static class BackwardSlice
{
    /// <param name="nodes">The graph's nodes.</param>
    /// <param name="roots">The ids of the values; they are part of the result.</param>
    /// <param name="expand">Whether the operands of a node are visited.</param>
    /// <returns>Each node once.</returns>
    public static IEnumerable<Node> From(IReadOnlyList<Node> nodes, IEnumerable<int> roots, Func<Node, bool> expand)
    {
        var known = new HashSet<int>();
        var open = new Stack<int>(roots);
        while (open.Count > 0)
        {
            var node = nodes[open.Pop()];
            if (!known.Add(node.Id)) continue;
            yield return node;
            if (!expand(node)) continue;
            foreach (var input in node.Inputs) open.Push(input);
        }
    }
}
