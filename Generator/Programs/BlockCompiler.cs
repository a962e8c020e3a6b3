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
    private readonly Dictionary<int, Func<Dim, MemoryBuffer>> _planned = [];
    private readonly List<MemoryBuffer> _buffers = [];
    private readonly Dictionary<int, int> _bufferOf = [];
    private readonly Dictionary<MemoryBuffer, int> _indexOf = [];

    /// <summary>For each node the last step that loads it, and the step that stores it.</summary>
    private readonly Dictionary<int, int> _lastUse = [];
    private readonly Dictionary<int, int> _writer = [];
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
        for (var step = 0; step < _groups.Count; step++)
        {
            foreach (var id in _groups[step].Loads) _lastUse[id] = step;
            foreach (var id in _groups[step].Stores.Where(id => !_writer.ContainsKey(id))) _writer.Add(id, step);
        }

        var parts = _graph.Nodes.Where(node => node.Kind == OpKind.Part).ToLookup(part => part.Inputs[0]);
        foreach (var node in _groups.Where(group => group.Group.Kind == GroupKind.Control).Select(group => _graph[group.Group.Members[0]]))
            _controls.Add(node.Id, new(_graph, node, [.. parts[node.Id]], pool, persistent, ranges));
        Bytes = Plan(new(_graph.Outputs.Where(hasFixedBuffer).Select(output => output.Node)));
    }

    /// <summary>What the block needs of the arena.</summary>
    public Dim Bytes { get; }

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
        if (group.Group.Kind == GroupKind.HostRead)
        {
            scalars.AddRange(group.Group.Members);
            return new ReadStep(group.Group.Members[0], BufferOf(group.Operands[0]));
        }

        if (group.Group.Kind != GroupKind.Control)
        {
            var (kernel, buffers, numbers) = KernelBinding.Bind(_graph, group, BufferOf);
            scalars.AddRange(numbers);
            return new Launch(_pool.Add(kernel, added => KernelBinding.WithDescription(_graph, group, added)), buffers, numbers);
        }

        var node = _graph[group.Group.Members[0]];
        if (node.Kind == OpKind.Branch) scalars.Add(node.Inputs[0]);
        return _controls[node.Id].Step(_base, group.Operands.Select(BufferAt).ToList());
    }

    private MemoryBuffer BufferAt(int id)
    {
        if (_bound.TryGetValue(id, out var bound)) return bound;
        var node = _graph[id];
        return node.Kind is OpKind.Parameter or OpKind.State ? _persistent[node.Name].Single() : _planned[id](_base);
    }

    /// <summary>Assigns an offset to each stored value and to each block of a loop or branch; returns the total size.</summary>
    private Dim Plan(HashSet<int> bound)
    {
        var leaving = new HashSet<int>(_graph.Outputs.Select(output => output.Node));
        var values = new List<(Lifetime Lifetime, Action<Dim> Give)>();
        var starts = new HashSet<int>(_controls.Values.SelectMany(control => control.InitialValues));

        // The size of each type is computed once, since symbolic sizes are costly to build.
        var sizes = new Dictionary<TensorType, Dim>();
        for (var step = 0; step < _groups.Count; step++)
        {
            var (group, now) = (_groups[step], step);
            if (group.Group.Kind == GroupKind.Control) PlanControl(group, now);
            else if (group.Group.Kind != GroupKind.HostRead)
                foreach (var id in group.Stores.OrderBy(id => id).Where(id => !bound.Contains(id) && !starts.Contains(id)))
                    Add(Size(_graph[id].Type), now, [id], offset => PlanNode(id, offset));
        }

        var (offsets, bytes) = PlanMemory.Allocate(values.Select(value => value.Lifetime).ToList());
        for (var number = 0; number < values.Count; number++) values[number].Give(offsets[number]);
        return bytes;

        Dim Size(TensorType type)
        {
            if (!sizes.TryGetValue(type, out var size)) sizes.Add(type, size = MemoryBuffer.BytesOf(type));
            return size;
        }

        void Add(Dim size, int first, IReadOnlyList<int> read, Action<Dim> give)
            => values.Add((new(size, first,
                read.Any(leaving.Contains) ? _groups.Count : read.Select(id => LastUse(id, first)).Append(first).Max()), give));

        void PlanControl(LoweredGroup group, int step)
        {
            var control = _controls[group.Group.Members[0]];
            var stores = new HashSet<int>(group.Stores);
            foreach (var block in control.Blocks)
            {
                var first = block.InitialValue is { } start ? Math.Min(step, _writer[start]) : step;
                var last = block.Results.Where(stores.Contains).ToList();
                values.Add((new(block.Bytes, first,
                    last.Any(leaving.Contains) ? _groups.Count : last.Select(id => LastUse(id, step)).Append(step).Max()),
                        offset => block.Offset = offset));
            }

            foreach (var (node, place) in control.ExternalBuffers) _planned.Add(node, place);
        }
    }

    private void PlanNode(int id, Dim offset)
    {
        var node = _graph[id];
        _planned.Add(id, start =>
            new(BufferKind.Arena, node.Label ?? $"{node.Kind.Row().Name}_{GraphText.Number(node.Id)}", node.Type, start + offset));
    }

    private int LastUse(int id, int step) => _lastUse.TryGetValue(id, out var last) ? Math.Max(last, step) : step;

    private EquatableArray<Node> HostNodes(List<int> scalars)
    {
        var needed = new HashSet<int>(BackwardSlice.From(_graph.Nodes, scalars, node => node.Kind != OpKind.Item).Select(node => node.Id));
        return _graph.Nodes.Where(node => needed.Contains(node.Id)).ToEquatableArray();
    }
}
