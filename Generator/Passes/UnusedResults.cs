using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Passes;

/// <summary>Takes from loops and branches the results that nobody reads and the operands that no body reads. What a loop carries stays.</summary>
internal static class UnusedResults
{
    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(node => node.Kind.IsControl())) return graph;
        var read = graph.Nodes.Where(node => node.Kind == OpKind.Part).ToLookup(node => node.Inputs[0], node => node.Arguments.Number);
        var kept = graph.Nodes.Where(node => node.Kind.IsControl()).ToDictionary(node => node.Id, node => Kept(node, read[node.Id]));
        return Rewrite.Run(graph, (builder, node, inputs) =>
        {
            if (node.Kind == OpKind.Part) return builder.Part(inputs[0], kept[node.Inputs[0]].IndexOf(node.Arguments.Number));
            return node.Kind.IsControl() ? Smaller(builder, node, inputs, kept[node.Id]) : builder.Copy(node, inputs);
        });
    }

    private static List<int> Kept(Node node, IEnumerable<int> read)
        => Enumerable.Range(0, node.Arguments.Carried).Concat(read.Where(number => number >= node.Arguments.Carried).Distinct().OrderBy(number => number)).ToList();

    private static Node Smaller(GraphBuilder builder, Node node, IReadOnlyList<Node> inputs, List<int> outputs)
    {
        var bodies = node.Arguments.Bodies.Select(body => DeadNodes.Run(body with { Outputs = outputs.Select(number => body.Outputs[number]).ToEquatableArray() })).ToList();
        var used = new HashSet<string>(bodies.SelectMany(body => body.Nodes).Where(inner => inner.Kind == OpKind.Input).Select(inner => inner.Arguments.Name!));
        var (leading, all) = (node.Kind.Leading(), bodies[0].Inputs);
        var operands = Enumerable.Range(0, all.Count).Where(number => number >= all.Count - node.Arguments.Carried || bodies.Any(body => used.Contains(body.Inputs[number].Name))).ToList();
        var smaller = bodies.Select(body => body with { Inputs = operands.Select(number => body.Inputs[number]).ToEquatableArray() }).ToEquatableArray();
        return builder.Copy(node with { Arguments = node.Arguments with { Bodies = smaller } }, [.. inputs.Take(leading), .. operands.Select(number => inputs[number + leading])]);
    }
}
