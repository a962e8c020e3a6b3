using ModelGen.Generator.Fusion;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Lowering;

namespace ModelGen.Generator.Programs;

/// <summary>
/// Compiles the graph of a call or of a body to steps. First its memory is planned relative to the block's base offset, including the
/// memory of nested blocks; then the steps are generated.
/// </summary>
internal sealed class BlockCompiler
{
    private readonly Graph _graph;
    private readonly IReadOnlyList<LoweredGroup> _groups;
    private readonly KernelPool _pool;
    private readonly ILookup<string, MemoryBuffer> _persistent;
    private readonly Dictionary<int, ControlMemory> _controls = [];
    private readonly Dictionary<int, MemoryBuffer> _bound = [];
    private readonly BlockMemory _memory;
    private readonly List<MemoryBuffer> _buffers = [];
    private readonly Dictionary<int, int> _bufferOf = [];
    private readonly Dictionary<MemoryBuffer, int> _indexOf = [];
    private Dim _base;

    /// <param name="grouping">The graph and its groups.</param>
    /// <param name="pool">Gets the kernels.</param>
    /// <param name="persistent">Where parameters and states lie, by their names.</param>
    /// <param name="ranges">What the symbols can be.</param>
    /// <param name="hasFixedBuffer">Whether the buffer of an output is given from outside, by <see cref="Bind"/>.</param>
    public BlockCompiler(
        LoweredGraph grouping, KernelPool pool, ILookup<string, MemoryBuffer> persistent, DimRanges ranges,
        Func<GraphOutput, bool> hasFixedBuffer)
    {
        (_graph, _groups, _pool, _persistent) = (grouping.Graph, grouping.Groups, pool, persistent);
        var parts = _graph.Nodes.Where(node => node.Kind == OpKind.Part).ToLookup(part => part.Inputs[0]);
        foreach (var node in ControlNodes) _controls.Add(node.Id, new(_graph, node, [.. parts[node.Id]], pool, persistent, ranges));
        _memory = new(_graph, _groups, _controls, _graph.Outputs.Where(hasFixedBuffer).Select(output => output.Node));
    }

    private IEnumerable<Node> ControlNodes => _groups.Where(IsControl).Select(group => _graph[group.Group.Members[0]]);

    /// <summary>What the block needs of the arena.</summary>
    public Dim Bytes => _memory.Bytes;

    /// <summary>Binds a value to a buffer outside of the block.</summary>
    public void Bind(int node, MemoryBuffer buffer) => _bound[node] = buffer;

    /// <summary>Writes the steps.</summary>
    /// <param name="start">The offset of the block's memory in the arena.</param>
    /// <param name="results">Nodes that the caller reads.</param>
    public ProgramBlock Block(Dim start, IEnumerable<int> results)
    {
        _base = start;
        var scalars = new List<int>();
        var steps = _groups.Select(group => Step(group, scalars)).ToList();
        foreach (var node in results) BufferOf(node);
        return new(_buffers.ToEquatableArray(), HostNodes(scalars), steps.ToEquatableArray());
    }

    /// <summary>The index of the buffer that holds a value.</summary>
    public int BufferOf(int id)
    {
        if (_bufferOf.TryGetValue(id, out var known)) return known;
        var buffer = BufferAt(id);
        if (!_indexOf.TryGetValue(buffer, out var number))
        {
            number = _buffers.Count;
            _buffers.Add(buffer);
            _indexOf.Add(buffer, number);
        }

        _bufferOf.Add(id, number);
        return number;
    }

    private ProgramStep Step(LoweredGroup group, List<int> scalars)
    {
        if (group.Group.Kind == GroupKind.HostRead) return ReadOf(group, scalars);
        if (!IsControl(group)) return LaunchOf(group, scalars);
        var node = _graph[group.Group.Members[0]];
        if (node.Kind == OpKind.Branch) scalars.Add(node.Inputs[0]);
        return _controls[node.Id].Step(_base, group.Operands.Select(BufferAt).ToList());
    }

    private ReadStep ReadOf(LoweredGroup group, List<int> scalars)
    {
        scalars.AddRange(group.Group.Members);
        return new(group.Group.Members[0], BufferOf(group.Operands[0]));
    }

    private static bool IsControl(LoweredGroup group) => group.Group.Kind == GroupKind.Control;

    private Launch LaunchOf(LoweredGroup group, List<int> scalars)
    {
        var (kernel, describe, launch) = KernelBinding.Bind(_graph, group, BufferOf);
        scalars.AddRange(launch.Scalars);
        return launch with { Kernel = _pool.Add(kernel, describe) };
    }

    private MemoryBuffer BufferAt(int id)
    {
        if (_bound.TryGetValue(id, out var bound)) return bound;
        var node = _graph[id];
        return node.Kind is OpKind.Parameter or OpKind.State ? _persistent[node.Name].Single() : _memory.BufferOf(id, _base);
    }

    private EquatableArray<Node> HostNodes(List<int> scalars)
    {
        var needed = new HashSet<int>(BackwardSlice.From(_graph.Nodes, scalars, node => node.Kind != OpKind.Item).Select(node => node.Id));
        return _graph.Nodes.Where(node => needed.Contains(node.Id)).ToEquatableArray();
    }
}
