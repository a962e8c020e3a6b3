namespace ModelGen.Generator.Fusion;

/// <summary>
/// What must come before some others, directly or through more. It is searched as far down as the levels of those that are asked for.
/// </summary>
/// <param name="order">What must come before what; it does not change while this is asked.</param>
/// <param name="from">The numbers of the others.</param>
internal sealed class Behind(Precedence order, IEnumerable<int> from)
{
    private readonly HashSet<int> _found = [];

    /// <summary>Those behind which nobody looked yet.</summary>
    private readonly List<int> _open = [.. from];

    /// <summary>The level down to which all is found.</summary>
    private int _level = int.MaxValue;

    public bool Contains(int number)
    {
        if (order.IsLast(number)) return false;
        if (order.Level(number) < _level) Search(order.Level(number));
        return _found.Contains(number);
    }

    private void Search(int level)
    {
        _level = level;
        var open = new Stack<int>(_open.Where(IsAbove));
        _open.RemoveAll(IsAbove);
        while (open.Count > 0)
        {
            foreach (var before in order.Before(open.Pop()).Where(_found.Add))
            {
                if (IsAbove(before)) open.Push(before);
                else _open.Add(before);
            }
        }

        bool IsAbove(int number) => order.Level(number) > level;
    }
}
