using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// A graph with each of its nodes, the last first, replaced by one of its operands, by an input or by a constant; those of bodies too.
/// </summary>
internal static class ShrinkNodes
{
    public static IEnumerable<Graph> Of(Graph graph) => Of(graph, isBody: false);

    private static IEnumerable<Graph> Of(Graph graph, bool isBody)
    {
        foreach (var node in graph.Nodes.Where(node => node.Kind.Row().Class != OpClass.Source && !node.Kind.IsControl()).Reverse())
        {
            foreach (var operand in node.Inputs.Where(input => graph[input].Type == node.Type && !graph[input].Kind.IsControl()).Distinct())
                yield return Replaced(graph, node, (_, inputs) => inputs[node.Inputs.ToList().IndexOf(operand)]);
            if (graph.Nodes.FirstOrDefault(other =>
                other.Id < node.Id && other.Kind is OpKind.Input or OpKind.Parameter && other.Type == node.Type) is { } source)
                yield return Replaced(graph, node,
                    (builder, _) =>
                        builder.Nodes.First(other => other.Kind == source.Kind && other.SourceName == source.SourceName));
            if (!isBody && node.Type.Element != ElementType.Bool)
                yield return Replaced(graph, node, (builder, _) => builder.Input(new(FreeName(graph), node.Type)));
            if (node.Type.Element.IsFloat() && node.Kind != OpKind.Broadcast)
                yield return Replaced(graph, node,
                    (builder, _) => builder.BroadcastTo(builder.Constant(0.5, node.Type.Element), node.Type.Shape));
        }

        foreach (var node in graph.Nodes.Where(node => node.Kind.IsControl()))
        {
            for (var number = 0; number < node.Bodies.Count; number++)
            {
                foreach (var inner in Of(node.Bodies[number], isBody: true)
                    .Concat(ShrinkControl.Of(node.Bodies[number]))) yield return WithBody(graph, node, number, inner);
            }
        }
    }

    private static Graph Replaced(Graph graph, Node old, Func<GraphBuilder, IReadOnlyList<Node>, Node> replacement)
        => DeadNodes.Run(Rewrite.Rebuild(graph,
            (builder, node, inputs) => node.Id == old.Id ? replacement(builder, inputs) : builder.Copy(node, inputs)));

    private static Graph WithBody(Graph graph, Node control, int number, Graph body)
    {
        var bodies = control.Bodies.Select((old, place) => place == number ? body : old).ToEquatableArray();
        return graph with
        {
            Nodes = graph.Nodes
            .Select(node => node.Id == control.Id ? node with { Arguments = node.Control with { Bodies = bodies } } : node)
            .ToEquatableArray()
        };
    }

    private static string FreeName(Graph graph)
        => Enumerable.Range(0, int.MaxValue).Select(number => "cut" + GraphText.Number(number))
            .First(name => graph.Inputs.All(input => input.Name != name));
}
