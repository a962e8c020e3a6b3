using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Lowering;

namespace ModelGen.Generator.Programs;

/// <summary>
/// Orders kernels so that each runs after those whose values it reads, as the host does for the numbers that it gets, and so that one which
/// overwrites a parameter or a state runs after those that read the old value.
/// </summary>
internal sealed class Schedule
{
    private readonly IReadOnlyList<LoweredGroup> _groups;

    /// <summary>The groups that write a node's value to memory, and those that read it from there.</summary>
    private readonly ILookup<int, int> _writers;
    private readonly ILookup<int, int> _readers;

    /// <summary>The nodes that are parameters and states, by their names.</summary>
    private readonly ILookup<string, int> _kept;
    private readonly List<HashSet<int>> _after;

    private Schedule(Graph graph, IReadOnlyList<LoweredGroup> groups)
    {
        _groups = groups;
        _writers = ByNode(group => group.Stores);
        _readers = ByNode(group => group.Loads);
        _kept = graph.Nodes.Where(node => node.Kind is OpKind.Parameter or OpKind.State)
            .ToLookup(node => node.Arguments.Name!, node => node.Id);
        _after = groups.Select((group, index) =>
            new HashSet<int>(Needed(group).SelectMany(id => _writers[id]).Where(other => other != index))).ToList();

        IEnumerable<int> Needed(LoweredGroup group)
            => group.Loads.Concat(group.Numbers(graph).SelectMany(number => HostValues.ReadFor(graph, number)));

        ILookup<int, int> ByNode(Func<LoweredGroup, IEnumerable<int>> nodes)
            => groups.SelectMany((group, index) => nodes(group).Select(id => (id, index))).ToLookup(item => item.id, item => item.index);
    }

    /// <summary>
    /// The order, and the updates that cannot be made in place: their kernel is needed by, or reads otherwise than element by element, the
    /// old value.
    /// </summary>
    public static (IReadOnlyList<LoweredGroup> Order, IReadOnlyList<GraphOutput> Conflicts) Run(Graph graph,
        IReadOnlyList<LoweredGroup> groups)
    {
        var schedule = new Schedule(graph, groups);
        var conflicts = graph.Outputs.Where(output => output.Role == OutputRole.Update && !schedule.Admit(output)).ToList();
        return (schedule.Ordered(), conflicts);
    }

    private bool Admit(GraphOutput update)
    {
        var writer = _writers[update.Node].Single();
        if (!_kept.Contains(update.Target)) return true;
        var old = _kept[update.Target].First();
        var readers = _readers[old].Where(index => index != writer).ToList();
        if (!_groups[writer].ReadsOnlyWhereItWrites(old, update.Node) || Behind(readers).Contains(writer)) return false;
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
        => DepthFirst.Order(_groups.Count, index => _after[index]).Select(index => _groups[index]).ToList();
}
