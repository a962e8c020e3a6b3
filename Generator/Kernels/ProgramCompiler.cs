using ModelGen.Generator.IR;
using ModelGen.Generator.Models;
using ModelGen.Generator.Passes;

namespace ModelGen.Generator.Kernels;

/// <summary>Makes of a finished graph the launches that compute its outputs, and plans the memory between them.</summary>
internal sealed class ProgramCompiler
{
    private readonly Graph _graph;
    private readonly IReadOnlyList<LoweredGroup> _groups;
    private readonly IReadOnlyList<MemoryBuffer> _persistent;
    private readonly List<MemoryBuffer> _buffers = [];
    private readonly Dictionary<int, int> _bufferOf = [];
    private readonly Dictionary<int, Dim> _offsets = [];
    private Dim _arenaBytes;

    private ProgramCompiler(Graph graph, IReadOnlyList<LoweredGroup> groups, IReadOnlyList<MemoryBuffer> persistent)
        => (_graph, _groups, _persistent) = (graph, groups, persistent);

    /// <param name="graph">The graph after all passes.</param>
    /// <param name="kind">The call that it serves.</param>
    /// <param name="inputs">Names of the call's inputs, in order.</param>
    /// <param name="persistent">Where parameters and states lie.</param>
    /// <param name="pool">Gets the kernels.</param>
    public static ModelProgram Run(Graph graph, ProgramKind kind, IReadOnlyList<string> inputs, IReadOnlyList<MemoryBuffer> persistent, KernelPool pool)
    {
        var (ready, groups) = Grouped(Materialize.OwnOutputs(graph));
        return new ProgramCompiler(ready, groups, persistent).Program(kind, inputs, pool);
    }

    /// <summary>Lowers and orders the groups; an update that cannot be made in place is made apart and copied, which always can.</summary>
    private static (Graph Graph, IReadOnlyList<LoweredGroup> Groups) Grouped(Graph graph)
    {
        var groups = Lowered(graph);
        var (order, conflicts) = Schedule.Run(graph, groups);
        if (conflicts.Count == 0) return (graph, order);
        var builder = GraphBuilder.Continue(graph with { Outputs = [] });
        foreach (var output in graph.Outputs)
        {
            var node = graph[output.Node];
            builder.Output(output.Role, output.Target, conflicts.Contains(output) ? builder.Reshape(node, node.Type.Shape) : node);
        }

        return Grouped(builder.Build());
    }

    private static List<LoweredGroup> Lowered(Graph graph)
    {
        var groups = Fuse.Run(graph).Where(group => group.Stores.Any(id => graph[id].Type.Element != ElementType.Bool)).ToList();
        var storedBy = groups.SelectMany(group => group.Stores.Select(id => (id, group))).ToDictionary(item => item.id, item => item.group);
        return groups.Select(group => new LoweredGroup(group, GroupLowering.Run(graph, group, node => IsStored(node, group)))).ToList();

        bool IsStored(Node node, FusionGroup reader)
            => node.Kind is OpKind.Input or OpKind.Parameter or OpKind.State
                || (node.Type.Element != ElementType.Bool && storedBy.TryGetValue(node.Id, out var group) && group != reader);
    }

    private ModelProgram Program(ProgramKind kind, IReadOnlyList<string> inputs, KernelPool pool)
    {
        Plan();
        var launches = new List<Launch>();
        foreach (var group in _groups)
        {
            var (kernel, buffers, scalars) = KernelBinding.Run(_graph, group, BufferOf);
            launches.Add(new(pool.Add(kernel), buffers, scalars));
        }

        var infos = inputs.Select(name => _graph.Inputs.Single(info => info.Name == name)).ToEquatableArray();
        var outputs = _graph.Outputs.Where(output => output.Role != OutputRole.Update).Select(output => new ProgramOutput(output.Role, output.Target, BufferOf(output.Node))).ToEquatableArray();
        return new(kind, infos, _buffers.ToEquatableArray(), _arenaBytes, HostNodes(launches), launches.ToEquatableArray(), outputs, Guards(infos));
    }

    private void Plan()
    {
        var updates = new HashSet<int>(_graph.Outputs.Where(output => output.Role == OutputRole.Update).Select(output => output.Node));
        var leaving = new HashSet<int>(_graph.Outputs.Select(output => output.Node));
        var nodes = _groups.SelectMany((group, step) => group.Stores.OrderBy(id => id).Where(id => !updates.Contains(id)).Select(id => (id, step))).ToList();
        var lifetimes = nodes.Select(item => new Lifetime(MemoryBuffer.BytesOf(_graph[item.id].Type), item.step, leaving.Contains(item.id) ? _groups.Count : LastReader(item.id, item.step))).ToList();
        (var offsets, _arenaBytes) = PlanMemory.Run(lifetimes);
        for (var index = 0; index < nodes.Count; index++) _offsets.Add(nodes[index].id, offsets[index]);
    }

    private int LastReader(int id, int step) => Enumerable.Range(0, _groups.Count).Where(index => _groups[index].Loads.Contains(id)).Append(step).Max();

    private int BufferOf(int id)
    {
        if (_bufferOf.TryGetValue(id, out var known)) return known;
        var buffer = Buffer(_graph[id]);
        var number = _buffers.IndexOf(buffer);
        if (number < 0)
        {
            number = _buffers.Count;
            _buffers.Add(buffer);
        }

        _bufferOf.Add(id, number);
        return number;
    }

    private MemoryBuffer Buffer(Node node)
    {
        var target = node.Kind is OpKind.Parameter or OpKind.State
            ? node.Arguments.Name
            : _graph.Outputs.FirstOrDefault(output => output.Role == OutputRole.Update && output.Node == node.Id)?.Target;
        if (target is not null) return _persistent.Single(buffer => buffer.Name == target);
        return node.Kind == OpKind.Input
            ? new(BufferKind.Input, node.Arguments.Name!, node.Type, Dim.Zero)
            : new(BufferKind.Arena, node.Label ?? $"{node.Kind.Row().Name}_{GraphText.Number(node.Id)}", node.Type, _offsets[node.Id]);
    }

    private EquatableArray<Node> HostNodes(List<Launch> launches)
    {
        var needed = new HashSet<int>();
        foreach (var id in launches.SelectMany(launch => launch.Scalars)) Need(id);
        return _graph.Nodes.Where(node => needed.Contains(node.Id)).ToEquatableArray();

        void Need(int id)
        {
            if (!needed.Add(id)) return;
            foreach (var operand in _graph[id].Inputs) Need(operand);
        }
    }

    /// <summary>The guards that this call's inputs can decide.</summary>
    private EquatableArray<DimGuard> Guards(EquatableArray<InputInfo> inputs)
    {
        var bound = new HashSet<string>(inputs.SelectMany(input => input.Type.Shape.Dims).SelectMany(dim => dim.Symbols).Concat(_graph.FixedSymbols));
        return _graph.Guards.Where(guard => guard.Left.Symbols.Concat(guard.Right.Symbols).All(bound.Contains)).ToEquatableArray();
    }
}
