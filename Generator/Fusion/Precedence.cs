using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Which of some numbered things must come before which, while more is learned of it. The level of each is above those of all that come
/// before it: a search for one need not look behind what is no higher.
/// </summary>
internal sealed class Precedence
{
    private readonly List<HashSet<int>> _before = [];
    private readonly List<List<int>> _after = [];
    private readonly List<int> _levels = [];

    /// <summary>Adds the next number, of which nothing is known.</summary>
    public void Add()
    {
        _before.Add([]);
        _after.Add([]);
        _levels.Add(0);
    }

    /// <summary>Tells that one comes before another.</summary>
    /// <exception cref="InvalidOperationException">The other must come before it.</exception>
    public void Add(int earlier, int later)
    {
        if (earlier == later || !_before[later].Add(earlier)) return;
        _after[earlier].Add(later);
        if (Raise(later, _levels[earlier] + 1)) RaiseAfter(later, earlier);
    }

    public int Level(int number) => _levels[number];

    /// <summary>Whether none is known that it must come before.</summary>
    public bool IsLast(int number) => _after[number].Count == 0;

    /// <summary>Those that come directly before one.</summary>
    public IEnumerable<int> Before(int number) => _before[number];

    /// <summary>All of them, each behind those that come before it, and the lower ones first, where there is a choice.</summary>
    public List<int> Ordered() => TopologicalSort.Order(_before.Count, Before);

    private bool Raise(int number, int level)
    {
        if (_levels[number] >= level) return false;
        _levels[number] = level;
        return true;
    }

    private void RaiseAfter(int number, int earlier)
    {
        var open = new Queue<int>([number]);
        while (open.Count > 0)
        {
            var raised = open.Dequeue();
            if (raised == earlier) throw new InvalidOperationException($"{number} must come before {earlier}, and behind it");
            foreach (var later in _after[raised].Where(later => Raise(later, _levels[raised] + 1))) open.Enqueue(later);
        }
    }
}
