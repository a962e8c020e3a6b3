using ModelGen.Generator.Fusion;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Lowering;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Programs;

/// <summary>A graph made ready for memory, and the groups that compute it, in their order.</summary>
internal sealed record Grouping(Graph Graph, IReadOnlyList<LoweredGroup> Groups)
{
    /// <param name="graph">The graph after all passes.</param>
    /// <param name="isPlaced">Whether an output's place is given from outside.</param>
    public static Grouping Of(Graph graph, Func<GraphOutput, bool> isPlaced)
        => Ordered(Materialize.OwnOperands(Materialize.OwnOutputs(graph, isPlaced)));

    /// <summary>Lowers and orders the groups; an update that cannot be made in place is made apart and copied, which always can.</summary>
    private static Grouping Ordered(Graph graph)
    {
        var groups = Lowered(graph);
        var (order, conflicts) = Schedule.Run(graph, groups);
        if (conflicts.Count == 0) return new(graph, order);
        var builder = GraphBuilder.Continue(graph with { Outputs = [] });
        foreach (var output in graph.Outputs)
        {
            var node = graph[output.Node];
            builder.Output(output.Role, output.Target, conflicts.Contains(output) ? builder.Reshape(node, node.Type.Shape) : node);
        }

        return Ordered(builder.Build());
    }

    private static List<LoweredGroup> Lowered(Graph graph)
    {
        var groups = Fuse.Run(graph).Where(group => group.Stores.Any(id => graph[id].Type.Element != ElementType.Bool)).ToList();
        var storedBy = groups.Where(group => group.Kind != GroupKind.Reading).SelectMany(group => group.Stores.Select(id => (id, group)))
            .ToDictionary(item => item.id, item => item.group);
        var (host, triangles) = (HostValues.Of(graph), new Triangles(graph));
        return groups.Select(group => group.Kind is GroupKind.Control or GroupKind.Reading
            ? new LoweredGroup(group, null, Operands(graph[group.Members[0]], group))
            : new LoweredGroup(group, GroupLowering.Run(graph, group, host, triangles, node => IsStored(node, group)), [])).ToList();

        List<int> Operands(Node control, FusionGroup group)
            => control.Inputs.Skip(control.Kind.Leading())
                .Select(id => Materialize.Dense(graph, graph[id], node => IsStored(node, group)).Id).ToList();

        bool IsStored(Node node, FusionGroup reader)
            => node.Kind.IsDeclared()
                || (node.Type.Element != ElementType.Bool && storedBy.TryGetValue(node.Id, out var group) && group != reader);
    }
}
