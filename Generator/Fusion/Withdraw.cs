using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Takes from products what rides on them for the sake of one other kernel that reads its operands too, such as dP * P beside dP in the
/// gradient of a softmax: computed there, it is neither stored nor loaded.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="groupOf">The group of each node, if it has one; gets the new ones.</param>
/// <param name="order">Which groups store what others read; gets what the moved nodes read.</param>
/// <param name="host">The nodes that are numbers of the host.</param>
/// <param name="stored">Which nodes are stored; gets those that are no longer.</param>
internal sealed class Withdraw(Graph graph, GroupDraft?[] groupOf, Precedence order, HashSet<int> host, bool[] stored)
{
    private readonly Readers _readers = new(graph);

    public void Run()
    {
        foreach (var node in graph.Nodes.Reverse())
        {
            if (groupOf[node.Id] is { Kind: GroupKind.Contraction } product && stored[node.Id] && Reader(node) is { } reader)
                Move(node, product, reader);
        }
    }

    /// <summary>The one group that reads the node, if it can compute it as well.</summary>
    private GroupDraft? Reader(Node node)
    {
        if (node.Kind.Row().Class != OpClass.Elementwise || _readers.IsOutput(node.Id)) return null;
        var readers = _readers.Of(node.Id).Select(reader => groupOf[reader.Id]).Distinct().ToList();
        return readers is [{ Kind: GroupKind.Map or GroupKind.Row } reader] && reader.Space == node.Type.Shape
            && node.Inputs.All(id => IsAtHand(graph[id], node, reader)) ? reader : null;
    }

    /// <summary>Whether an operand is in memory, and read there anyway if it is as large as the value.</summary>
    private bool IsAtHand(Node operand, Node node, GroupDraft reader)
    {
        if (host.Contains(operand.Id)) return true;
        return (stored[operand.Id] || operand.Kind.IsDeclared()) && operand.Type.Element != ElementType.Bool
            && (operand.Type.Shape != node.Type.Shape || _readers.Of(operand.Id).Any(other => groupOf[other.Id] == reader));
    }

    private void Move(Node node, GroupDraft product, GroupDraft reader)
    {
        product.Members.Remove(node.Id);
        reader.Members.Insert(0, node.Id);
        (groupOf[node.Id], stored[node.Id]) = (reader, false);
        foreach (var read in node.Inputs.Select(id => groupOf[id]).OfType<GroupDraft>()) order.Add(read.Number, reader.Number);
    }
}
