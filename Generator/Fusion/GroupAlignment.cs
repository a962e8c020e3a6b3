using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>Whether a node reads what a group computes at the same point of the group's space, so that it can be a member.</summary>
/// <param name="graph">The graph that is parted.</param>
/// <param name="groups">Its groups so far.</param>
/// <param name="deferred">The nodes that wait for a group.</param>
/// <param name="storedTransposed">The transposes that a matmul's kernel performs when it stores its result.</param>
internal sealed class GroupAlignment(Graph graph, GroupedNodes groups, DeferredNodes deferred, HashSet<int> storedTransposed)
{
    /// <summary>For each node what <see cref="KernelTypes"/> tells.</summary>
    private readonly (ElementType From, ElementType To)?[] _types = [.. graph.Nodes.Select(node => KernelTypes.Find(graph, node))];

    /// <summary>What <see cref="KernelTypes"/> tells of a node.</summary>
    public (ElementType From, ElementType To)? TypesOf(Node node) => _types[node.Id];

    /// <summary>Whether all operands of a node that come from a group are aligned with it.</summary>
    public bool IsAligned(Node node, FusionGroupBuilder group)
    {
        if (group.PlacementOf(node.Type.Shape) is not { } placement) return false;
        foreach (var id in node.Inputs)
        {
            if (!IsOperandAligned(node, placement, graph[id], group)) return false;
        }

        return true;
    }

    /// <summary>Whether a group is, or can become, one of rows that holds a reduction.</summary>
    public bool CanReduce(Node node, FusionGroupBuilder group)
    {
        var operand = graph[node.Inputs[0]];
        return IsOperandAligned(node, Placement.Full, operand, group) && operand.Type.Shape == group.Space
            && group.CanReduce(node.Reduction.Axes);
    }

    /// <summary>Whether a deferred node can join the group of its consumer.</summary>
    public bool CanFuseInto(Node node, Node consumer, FusionGroupBuilder group)
    {
        if (!group.Takes(TypesOf(node))) return false;
        var placement = group.PlacementOf(node.Type.Shape);
        return consumer.Class == OpClass.Reduction
            ? placement == Placement.Full
            : placement is not null && (placement == group.PlacementOf(consumer.Type.Shape) || placement == Placement.Row);
    }

    private bool IsOperandAligned(Node node, Placement placement, Node operand, FusionGroupBuilder group)
    {
        if (!groups.ComesFrom(operand.Id, group)) return true;
        if (storedTransposed.Contains(operand.Id)) return false;
        if (deferred.Contains(operand.Id))
            return node.Class is OpClass.Elementwise or OpClass.Reduction && CanFuseDeferred(node, operand, group, []);
        return groups.IsMember(operand, group)
            && (operand.Type.Rank == 0 || IsPlaced(node, placement, group.PlacementOf(operand.Type.Shape)));
    }

    /// <summary>Whether a node that has a place can read a member that has another.</summary>
    private static bool IsPlaced(Node node, Placement placement, Placement? from)
        => from == placement
            || (from == Placement.Row && placement == Placement.Full)
            || (node.Kind == OpKind.Reshape && from is not (null or Placement.Full) && placement != Placement.Full);

    /// <summary>
    /// Whether a deferred operand that depends on the group can join it, together with all deferred nodes that it depends on.
    /// </summary>
    private bool CanFuseDeferred(Node consumer, Node operand, FusionGroupBuilder group, HashSet<int> known)
    {
        if (!CanFuseInto(operand, consumer, group)) return false;
        return !known.Add(operand.Id) || operand.Inputs.Select(id => graph[id]).All(input => deferred.Contains(input.Id)
            ? CanFuseDeferred(operand, input, group, known)
            : IsOperandAligned(operand, group.PlacementOf(operand.Type.Shape)!.Value, input, group));
    }
}
