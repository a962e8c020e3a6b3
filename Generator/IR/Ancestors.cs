namespace ModelGen.Generator.IR;

/// <summary>What values are made of: a search against the edges of a graph, without a place on the stack for each node.</summary>
internal static class Ancestors
{
    /// <param name="nodes">The graph's nodes.</param>
    /// <param name="from">The numbers of the values, which are found too.</param>
    /// <param name="goesOn">Whether what a node is made of is searched too.</param>
    /// <returns>Each node once.</returns>
    public static IEnumerable<Node> Of(IReadOnlyList<Node> nodes, IEnumerable<int> from, Func<Node, bool> goesOn)
    {
        var known = new HashSet<int>();
        var open = new Stack<int>(from);
        while (open.Count > 0)
        {
            var node = nodes[open.Pop()];
            if (!known.Add(node.Id)) continue;
            yield return node;
            if (!goesOn(node)) continue;
            foreach (var input in node.Inputs) open.Push(input);
        }
    }
}
