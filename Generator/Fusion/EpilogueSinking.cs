using ModelGen.Generator.Analysis;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Moves an elementwise op from a matmul epilogue into its only consumer, if that reads the operands anyway, such as dP * P beside dP in
/// the gradient of a softmax: its result is then neither stored nor loaded.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="groups">The groups of its nodes; gets the new ones.</param>
/// <param name="host">The nodes that are numbers of the host.</param>
/// <param name="stored">Which nodes are stored; gets those that are no longer.</param>
internal sealed class EpilogueSinking(Graph graph, GroupedNodes groups, HashSet<int> host, bool[] stored)
{
    private readonly Users _users = new(graph);

    public void Run()
    {
        foreach (var node in graph.Nodes.Reverse())
        {
            if (groups.Of(node.Id) is not { Kind: GroupKind.Contraction } || !stored[node.Id] || SoleConsumer(node) is not { } consumer)
                continue;
            groups.MoveToFront(node, consumer);
            stored[node.Id] = false;
        }
    }

    /// <summary>The only consuming group of the node, if it can compute the node itself.</summary>
    private FusionGroupBuilder? SoleConsumer(Node node)
    {
        if (node.Class != OpClass.Elementwise || _users.IsOutput(node.Id)) return null;
        var consumers = _users.UsersOf(node.Id).Select(reader => groups.Of(reader.Id)).Distinct().ToList();
        return consumers is [{ } consumer] && CanCompute(consumer, node) ? consumer : null;
    }

    private bool CanCompute(FusionGroupBuilder consumer, Node node)
        => consumer.Kind is GroupKind.Map or GroupKind.Row && consumer.Space == node.Type.Shape
            && consumer.Takes(KernelTypes.Find(graph, node)) && node.Inputs.All(id => IsLoadedByConsumer(graph[id], node, consumer));

    /// <summary>Whether an operand is in memory and, if it has the shape of the value, is loaded by the consumer anyway.</summary>
    private bool IsLoadedByConsumer(Node operand, Node node, FusionGroupBuilder consumer)
    {
        if (host.Contains(operand.Id)) return true;
        return (stored[operand.Id] || operand.Kind.IsDeclared()) && operand.Type.Element != ElementType.Bool
            && (operand.Type.Shape != node.Type.Shape || _users.UsersOf(operand.Id).Any(other => groups.IsMember(other, consumer)));
    }
}
