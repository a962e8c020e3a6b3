using ModelGen.Generator.Fusion;
using ModelGen.Generator.IR;
using ModelGen.Generator.Lowering;

namespace ModelGen.Generator.Programs;

/// <summary>
/// Schedules kernels so that each runs after the producers of its operands and host scalars, and so that a kernel that overwrites a
/// parameter or a state runs after all uses of the old value.
/// </summary>
internal sealed class Schedule
{
    private readonly IReadOnlyList<LoweredGroup> _groups;

    /// <summary>The groups that write a node's value to memory, and those that read it from there.</summary>
    private readonly ILookup<int, int> _writers;
    private readonly ILookup<int, int> _users;

    /// <summary>The nodes that are parameters and states, by their names.</summary>
    private readonly ILookup<string, int> _persistent;

    /// <summary>Which groups run before which.</summary>
    private readonly Precedence _order = new();

    private Schedule(Graph graph, IReadOnlyList<LoweredGroup> groups)
    {
        _groups = groups;
        _writers = ByNode(groups, group => group.Stores);
        _users = ByNode(groups, group => group.Loads);
        _persistent = graph.Nodes.Where(node => node.Kind is OpKind.Parameter or OpKind.State)
            .ToLookup(node => node.Name, node => node.Id);
        foreach (var _ in groups) _order.Add();
        for (var index = 0; index < groups.Count; index++) PutBehindWriters(index, Needed(graph, groups[index]));
    }

    private void PutBehindWriters(int group, IEnumerable<int> needed)
    {
        foreach (var writer in needed.SelectMany(id => _writers[id])) _order.Add(writer, group);
    }

    private static IEnumerable<int> Needed(Graph graph, LoweredGroup group)
        => group.Loads.Concat(group.HostScalars(graph).SelectMany(number => HostValues.TensorReads(graph, number)));

    private static ILookup<int, int> ByNode(IReadOnlyList<LoweredGroup> groups, Func<LoweredGroup, IEnumerable<int>> nodes)
        => groups.SelectMany((group, index) => nodes(group).Select(id => (id, index))).ToLookup(item => item.id, item => item.index);

    /// <summary>
    /// The order, and the updates that cannot be done in place: a use of the old value depends on their kernel, or the kernel does not read
    /// it element by element.
    /// </summary>
    public static (IReadOnlyList<LoweredGroup> Order, IReadOnlyList<GraphOutput> Conflicts) Run(Graph graph,
        IReadOnlyList<LoweredGroup> groups)
    {
        var schedule = new Schedule(graph, groups);
        var conflicts = graph.Outputs.Where(output => output.Role == OutputRole.Update && !schedule.TryUpdateInPlace(output)).ToList();
        return (schedule.Ordered(), conflicts);
    }

    private bool TryUpdateInPlace(GraphOutput update)
    {
        var writer = _writers[update.Node].Single();
        if (!_persistent.Contains(update.Target)) return true;
        var old = _persistent[update.Target].First();
        var users = _users[old].Where(index => index != writer).ToList();
        if (!_groups[writer].ReadsOnlyWrittenElements(old, update.Node) || new Behind(_order, users).Contains(writer)) return false;
        foreach (var reader in users) _order.Add(reader, writer);
        return true;
    }

    private List<LoweredGroup> Ordered() => _order.Ordered().Select(index => _groups[index]).ToList();
}
