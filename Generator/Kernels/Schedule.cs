using ModelGen.Generator.IR;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// Orders kernels so that each runs after those whose values it reads, as the host does for the numbers that it gets, and so that one which overwrites a parameter or a state runs after
/// those that read the old value.
/// </summary>
internal sealed class Schedule
{
    private readonly Graph _graph;
    private readonly IReadOnlyList<LoweredGroup> _groups;
    private readonly List<HashSet<int>> _after;

    private Schedule(Graph graph, IReadOnlyList<LoweredGroup> groups)
    {
        (_graph, _groups) = (graph, groups);
        var needed = groups.Select(group => group.Loads.Concat(group.Numbers(graph).SelectMany(number => HostValues.ReadFor(graph, number))).ToList()).ToList();
        _after = needed.Select((needs, index) => new HashSet<int>(Enumerable.Range(0, groups.Count).Where(other => other != index && groups[other].Stores.Overlaps(needs)))).ToList();
    }

    /// <summary>The order, and the updates that cannot be made in place: their kernel is needed by, or reads otherwise than element by element, the old value.</summary>
    public static (IReadOnlyList<LoweredGroup> Order, IReadOnlyList<GraphOutput> Conflicts) Run(Graph graph, IReadOnlyList<LoweredGroup> groups)
    {
        var schedule = new Schedule(graph, groups);
        var conflicts = graph.Outputs.Where(output => output.Role == OutputRole.Update && !schedule.Admit(output)).ToList();
        return (schedule.Ordered(), conflicts);
    }

    private bool Admit(GraphOutput update)
    {
        var writer = _groups.Select((group, index) => (group, index)).Single(item => item.group.Stores.Contains(update.Node)).index;
        var old = _graph.Nodes.FirstOrDefault(node => node.Kind is OpKind.Parameter or OpKind.State && node.Arguments.Name == update.Target);
        if (old is null) return true;
        var readers = Enumerable.Range(0, _groups.Count).Where(index => index != writer && _groups[index].Loads.Contains(old.Id)).ToList();
        if (!_groups[writer].ReadsOnlyWhereItWrites(old.Id, update.Node) || Behind(readers).Contains(writer)) return false;
        _after[writer].UnionWith(readers);
        return true;
    }

    /// <summary>The groups that must run before some groups, directly or through others.</summary>
    private HashSet<int> Behind(IEnumerable<int> groups)
    {
        var behind = new HashSet<int>();
        var open = new Stack<int>(groups);
        while (open.Count > 0)
        {
            foreach (var before in _after[open.Pop()].Where(behind.Add)) open.Push(before);
        }

        return behind;
    }

    private List<LoweredGroup> Ordered()
    {
        var order = new List<int>();
        for (var index = 0; index < _groups.Count; index++) Append(index);
        return order.Select(index => _groups[index]).ToList();

        void Append(int index)
        {
            if (order.Contains(index)) return;
            foreach (var before in _after[index].OrderBy(before => before)) Append(before);
            order.Add(index);
        }
    }
}
