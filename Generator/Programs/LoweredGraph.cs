using ModelGen.Generator.Fusion;
using ModelGen.Generator.IR;
using ModelGen.Generator.Lowering;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Programs;

/// <summary>A graph with explicit copies, and its lowered fusion groups in execution order.</summary>
internal sealed record LoweredGraph(Graph Graph, IReadOnlyList<LoweredGroup> Groups)
{
    /// <param name="graph">The graph after all passes.</param>
    /// <param name="hasFixedBuffer">Whether the buffer of an output is given from outside.</param>
    public static LoweredGraph Create(Graph graph, Func<GraphOutput, bool> hasFixedBuffer)
        => LowerAndSchedule(Materialize.CopyControlOperands(Materialize.CopySharedOutputs(graph, hasFixedBuffer)));

    /// <summary>
    /// Lowers and schedules the groups. An update that cannot be done in place is computed into a buffer of its own and copied, which is
    /// always possible.
    /// </summary>
    private static LoweredGraph LowerAndSchedule(Graph graph)
    {
        var groups = Lowered(graph);
        var (order, conflicts) = Schedule.Run(graph, groups);
        if (conflicts.Count == 0) return StoredNames.Name(new(graph, order));
        var builder = GraphBuilder.Continue(graph with { Outputs = [] });
        foreach (var output in graph.Outputs)
        {
            var node = graph[output.Node];
            builder.Output(output.Role, output.Target, conflicts.Contains(output) ? builder.Reshape(node, node.Type.Shape) : node);
        }

        return LowerAndSchedule(builder.Build());
    }

    private static List<LoweredGroup> Lowered(Graph graph)
    {
        var groups = Fuse.Run(graph).Where(group => group.Stores.Any(id => graph[id].Type.Element != ElementType.Bool)).ToList();
        var storedBy = StoredBy(groups);
        var (host, triangles, pieces) = (HostValues.Find(graph), new TriangleAnalysis(graph), PieceUpdate.FindAll(graph));
        return groups.Select(group => group.Kind is GroupKind.Control or GroupKind.HostRead
            ? new LoweredGroup(group, null, Operands(graph, group, node => IsStored(node, group)))
            : new LoweredGroup(group, GroupLowering.Lower(graph, group, host, triangles, pieces, node => IsStored(node, group)), []))
            .ToList();

        bool IsStored(Node node, FusionGroup reader)
            => node.Kind.IsDeclared()
                || (node.Type.Element != ElementType.Bool && storedBy.TryGetValue(node.Id, out var group) && group != reader);
    }

    /// <summary>What a loop, a branch or the host reads, where it is stored.</summary>
    private static List<int> Operands(Graph graph, FusionGroup group, Func<Node, bool> isStored)
    {
        var control = graph[group.Members[0]];
        return control.Inputs.Skip(control.Kind.LeadingOperands()).Select(id => Materialize.SkipReshapes(graph, graph[id], isStored).Id)
            .ToList();
    }

    /// <summary>The group that stores each value.</summary>
    private static Dictionary<int, FusionGroup> StoredBy(List<FusionGroup> groups)
        => groups.Where(group => group.Kind != GroupKind.HostRead).SelectMany(group => group.Stores.Select(id => (id, group)))
            .ToDictionary(item => item.id, item => item.group);
}
