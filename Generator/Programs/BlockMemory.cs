using ModelGen.Generator.Fusion;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Lowering;

namespace ModelGen.Generator.Programs;

/// <summary>
/// The memory of a block, relative to its base: each stored value, and each block of a loop or branch, has an offset from its first use to
/// its last.
/// </summary>
internal sealed class BlockMemory
{
    private readonly Graph _graph;
    private readonly IReadOnlyList<LoweredGroup> _groups;
    private readonly IReadOnlyDictionary<int, ControlMemory> _controls;

    /// <summary>The values that lie elsewhere: they are bound, or a loop starts with them.</summary>
    private readonly HashSet<int> _elsewhere;

    /// <summary>The values that are read after the block.</summary>
    private readonly HashSet<int> _leaving;

    /// <summary>For each node the last step that loads it, and the step that stores it.</summary>
    private readonly Dictionary<int, int> _lastUse = [];
    private readonly Dictionary<int, int> _writer = [];

    /// <summary>The size of each type is computed once, since symbolic sizes are costly to build.</summary>
    private readonly Dictionary<TensorType, Dim> _sizes = [];
    private readonly List<(Lifetime Lifetime, Action<Dim> Give)> _values = [];
    private readonly Dictionary<int, Func<Dim, MemoryBuffer>> _places = [];

    /// <param name="graph">The block's graph.</param>
    /// <param name="groups">Its groups, step by step.</param>
    /// <param name="controls">The memory of its loops and branches.</param>
    /// <param name="bound">The values whose buffers are given from outside.</param>
    public BlockMemory(Graph graph, IReadOnlyList<LoweredGroup> groups, IReadOnlyDictionary<int, ControlMemory> controls,
        IEnumerable<int> bound)
    {
        (_graph, _groups, _controls) = (graph, groups, controls);
        _elsewhere = [.. bound, .. controls.Values.SelectMany(control => control.InitialValues)];
        _leaving = new(graph.Outputs.Select(output => output.Node));
        for (var step = 0; step < groups.Count; step++) FindUses(step);
        for (var step = 0; step < groups.Count; step++) Plan(groups[step], step);
        Bytes = Allocate();
    }

    /// <summary>What the block needs of the arena.</summary>
    public Dim Bytes { get; }

    /// <summary>The buffer of a value, given the offset of the block.</summary>
    public MemoryBuffer BufferOf(int id, Dim start) => _places[id](start);

    private Dim Allocate()
    {
        var (offsets, bytes) = PlanMemory.Allocate(_values.Select(value => value.Lifetime).ToList());
        for (var number = 0; number < _values.Count; number++) _values[number].Give(offsets[number]);
        return bytes;
    }

    private void FindUses(int step)
    {
        foreach (var id in _groups[step].Loads) _lastUse[id] = step;
        foreach (var id in _groups[step].Stores.Where(id => !_writer.ContainsKey(id))) _writer.Add(id, step);
    }

    private void Plan(LoweredGroup group, int step)
    {
        if (group.Group.Kind == GroupKind.HostRead) return;
        if (group.Group.Kind == GroupKind.Control) PlanControl(group, step);
        else foreach (var id in group.Stores.OrderBy(id => id).Where(id => !_elsewhere.Contains(id))) PlanValue(id, step);
    }

    private void PlanValue(int id, int step)
        => _values.Add((new(Size(_graph[id].Type), step, LastUse([id], step)), offset => Place(_graph[id], offset)));

    private void PlanControl(LoweredGroup group, int step)
    {
        var control = _controls[group.Group.Members[0]];
        var stores = new HashSet<int>(group.Stores);
        foreach (var block in control.Blocks)
        {
            var first = block.InitialValue is { } start ? Math.Min(step, _writer[start]) : step;
            var last = LastUse(block.Results.Where(stores.Contains).ToList(), step);
            _values.Add((new(block.Bytes, first, last), offset => block.Offset = offset));
        }

        foreach (var (node, place) in control.ExternalBuffers) _places.Add(node, place);
    }

    private void Place(Node node, Dim offset)
        => _places.Add(node.Id, start =>
            new(BufferKind.Arena, ValueNames.Of(node), node.Type, start + offset) { Node = node.Id });

    private Dim Size(TensorType type)
    {
        if (!_sizes.TryGetValue(type, out var size)) _sizes.Add(type, size = MemoryBuffer.BytesOf(type));
        return size;
    }

    /// <summary>The last step that loads one of some values, which is not before the one that stores them.</summary>
    private int LastUse(IReadOnlyList<int> values, int step)
        => values.Any(_leaving.Contains)
            ? _groups.Count
            : values.Select(id => _lastUse.TryGetValue(id, out var last) ? last : step).Append(step).Max();
}
