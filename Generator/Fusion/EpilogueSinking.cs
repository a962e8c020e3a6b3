using ModelGen.Generator.Analysis;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Moves an elementwise op from a matmul epilogue into its only consumer, if that reads the operands anyway, such as dP * P beside dP in
/// the gradient of a softmax: its result is then neither stored nor loaded.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="groupOf">The group of each node, if it has one; gets the new ones.</param>
/// <param name="order">Which groups store what others read; gets what the moved nodes read.</param>
/// <param name="host">The nodes that are numbers of the host.</param>
/// <param name="stored">Which nodes are stored; gets those that are no longer.</param>
internal sealed class EpilogueSinking(Graph graph, FusionGroupBuilder?[] groupOf, Precedence order, HashSet<int> host, bool[] stored)
{
    private readonly Users _users = new(graph);

    public void Run()
    {
        foreach (var node in graph.Nodes.Reverse())
        {
            if (groupOf[node.Id] is { Kind: GroupKind.Contraction } product && stored[node.Id] && SoleConsumer(node) is { } consumer)
                MoveToConsumer(node, product, consumer);
        }
    }

    /// <summary>The only consuming group of the node, if it can compute the node itself.</summary>
    private FusionGroupBuilder? SoleConsumer(Node node)
    {
        if (node.Kind.Row().Class != OpClass.Elementwise || _users.IsOutput(node.Id)) return null;
        var consumers = _users.UsersOf(node.Id).Select(reader => groupOf[reader.Id]).Distinct().ToList();
        return consumers is [{ Kind: GroupKind.Map or GroupKind.Row } reader] && reader.Space == node.Type.Shape
            && reader.Takes(KernelTypes.Find(graph, node)) && node.Inputs.All(id => IsLoadedByConsumer(graph[id], node, reader))
            ? reader
            : null;
    }

    /// <summary>Whether an operand is in memory and, if it has the shape of the value, is loaded by the consumer anyway.</summary>
    private bool IsLoadedByConsumer(Node operand, Node node, FusionGroupBuilder consumer)
    {
        if (host.Contains(operand.Id)) return true;
        return (stored[operand.Id] || operand.Kind.IsDeclared()) && operand.Type.Element != ElementType.Bool
            && (operand.Type.Shape != node.Type.Shape || _users.UsersOf(operand.Id).Any(other => groupOf[other.Id] == consumer));
    }

    private void MoveToConsumer(Node node, FusionGroupBuilder product, FusionGroupBuilder consumer)
    {
        product.Members.Remove(node.Id);
        consumer.Members.Insert(0, node.Id);
        (groupOf[node.Id], stored[node.Id]) = (consumer, false);
        foreach (var read in node.Inputs.Select(id => groupOf[id]).OfType<FusionGroupBuilder>()) order.Add(read.Number, consumer.Number);
    }
}
