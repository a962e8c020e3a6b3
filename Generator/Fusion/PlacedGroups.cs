namespace ModelGen.Generator.Fusion;

/// <summary>
/// The groups that walk a space element by element and in which values of one shape have a place, in the order in which they were opened. A
/// long program has many that its later nodes need, and so cannot join: each is passed once, not by each node.
/// </summary>
internal sealed class PlacedGroups
{
    private readonly List<FusionGroupBuilder> _groups = [];

    /// <summary>For each use the node that looked last, and how many groups it passed.</summary>
    private readonly Dictionary<int, (int Node, int Count)> _passed = [];

    public void Add(FusionGroupBuilder group)
    {
        var place = _groups.FindLastIndex(other => other.Number <= group.Number) + 1;
        if (place > 0 && _groups[place - 1] == group) return;
        _groups.Insert(place, group);
        foreach (var use in _passed.Keys.ToList()) _passed[use] = (_passed[use].Node, Math.Min(_passed[use].Count, place));
    }

    /// <summary>The first group that a node can join.</summary>
    /// <param name="node">The node, which gets a group before another looks.</param>
    /// <param name="use">
    /// What it wants of the group. Who needs the group that the last of this use got can join none that this one passed.
    /// </param>
    /// <param name="needs">Whether it needs the group of another node.</param>
    /// <param name="isFree">Whether it can join a group.</param>
    public FusionGroupBuilder? First(int node, int use, Func<int, bool> needs, Predicate<FusionGroupBuilder> isFree)
    {
        var start = _passed.TryGetValue(use, out var passed) && needs(passed.Node) ? passed.Count : 0;
        var found = _groups.FindIndex(start, isFree);
        _passed[use] = (node, found < 0 ? _groups.Count : found);
        return found < 0 ? null : _groups[found];
    }

    /// <summary>The first group that a node can join whose use is its own.</summary>
    public FusionGroupBuilder? First(Predicate<FusionGroupBuilder> isFree) => _groups.Find(isFree);
}
