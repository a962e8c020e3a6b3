namespace ModelGen.Generator.Helpers;

/// <summary>A topological sort by iterative depth-first search.</summary>
internal static class TopologicalSort
{
    /// <param name="count">How many there are.</param>
    /// <param name="dependencies">The dependencies of an item; there are no cycles.</param>
    /// <returns>The items in topological order; among independent ones the lower number comes first.</returns>
    public static List<int> Order(int count, Func<int, IEnumerable<int>> dependencies)
    {
        var order = new List<int>(count);
        var known = new bool[count];
        var open = new Stack<(int Number, IEnumerator<int> Needed)>();
        for (var first = 0; first < count; first++)
        {
            Enter(first);
            while (open.Count > 0)
            {
                var (number, rest) = open.Peek();
                if (rest.MoveNext())
                {
                    Enter(rest.Current);
                    continue;
                }

                order.Add(number);
                open.Pop();
            }
        }

        return order;

        void Enter(int number)
        {
            if (known[number]) return;
            known[number] = true;
            open.Push((number, dependencies(number).OrderBy(other => other).GetEnumerator()));
        }
    }
}
