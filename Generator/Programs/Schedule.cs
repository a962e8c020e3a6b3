using ModelGen.Generator.Fusion;
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

    /// <summary>Which groups run before which.</summary>
    private readonly Precedence _order = new();

    private Schedule(Graph graph, IReadOnlyList<LoweredGroup> groups)
    {
        _groups = groups;
        _writers = ByNode(group => group.Stores);
        _readers = ByNode(group => group.Loads);
        _kept = graph.Nodes.Where(node => node.Kind is OpKind.Parameter or OpKind.State)
            .ToLookup(node => node.Arguments.Name!, node => node.Id);
        foreach (var _ in groups) _order.Add();
        for (var index = 0; index < groups.Count; index++)
        {
            foreach (var writer in Needed(groups[index]).SelectMany(id => _writers[id])) _order.Add(writer, index);
        }

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
        if (!_groups[writer].ReadsOnlyWhereItWrites(old, update.Node) || new Behind(_order, readers).Contains(writer)) return false;
        foreach (var reader in readers) _order.Add(reader, writer);
        return true;
    }

    private List<LoweredGroup> Ordered() => _order.Ordered().Select(index => _groups[index]).ToList();
}
