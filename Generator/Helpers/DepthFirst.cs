namespace ModelGen.Generator.Helpers;

/// <summary>An order in which each stands behind those that it needs, without a place on the stack for each.</summary>
internal static class DepthFirst
{
    /// <param name="count">How many there are.</param>
    /// <param name="needed">The numbers of those that one needs; there is no cycle.</param>
    /// <returns>The numbers: the lower ones first, where there is a choice.</returns>
    public static List<int> Order(int count, Func<int, IEnumerable<int>> needed)
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
            open.Push((number, needed(number).OrderBy(other => other).GetEnumerator()));
        }
    }
}
