using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// The deferred nodes that a consumer needs: those that join its group, where every access is at the same point, and the others, which need
/// groups of their own.
/// </summary>
/// <param name="graph">The graph that is parted.</param>
/// <param name="deferred">The deferred nodes.</param>
/// <param name="alignment">Tells which can join.</param>
/// <param name="group">The consumer's group.</param>
internal sealed class DeferredOperands(Graph graph, DeferredNodes deferred, GroupAlignment alignment, FusionGroupBuilder group)
{
    /// <summary>Those that join the group.</summary>
    public SortedSet<int> Fused { get; } = [];

    /// <summary>Those that do not.</summary>
    public SortedSet<int> Separate { get; } = [];

    /// <summary>Adds those that a consumer needs.</summary>
    public void Collect(Node consumer)
    {
        var canFuse = consumer.Class == OpClass.Elementwise
            || (consumer.Class == OpClass.Reduction && group.Kind == GroupKind.Row);
        foreach (var id in consumer.Inputs)
        {
            if (!deferred.Contains(id)) Separate.UnionWith(deferred.Producers(id));
            else if (!canFuse || group.Members.Count + Fused.Count >= FusionGroupBuilder.MaxMembers
                || !alignment.CanFuseInto(graph[id], consumer, group)) Separate.Add(id);
            else if (Fused.Add(id)) Collect(graph[id]);
        }
    }
}
