using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// A graph with a body of its loops and branches in its own place, with fewer turns of its loops, and with less carried by them.
/// </summary>
internal static class ShrinkControl
{
    /// <summary>Each body alone; of a loop, the turn that <see cref="RandomBindings"/> gives to a symbol that it does not know.</summary>
    public static IEnumerable<Graph> Entered(Graph graph)
    {
        foreach (var node in graph.Nodes.Where(node => node.Kind.IsControl()))
        {
            foreach (var body in node.Bodies)
            {
                var whole = body with
                {
                    Outputs = body.Outputs
                    .Select((output, number) => output with { Target = "r" + GraphText.Number(number) }).ToEquatableArray()
                };
                if (graph.Outputs.All(output => output.Role != OutputRole.Loss)) yield return whole;
                else foreach (var output in body.Outputs)
                    yield return ShrinkOutputs.Only(whole with { Outputs = [new(OutputRole.Loss, "loss", output.Node)] },
                        body[output.Node]);
            }
        }
    }

    /// <summary>Sides of branches in their places, loops of one turn, and loops that carry less.</summary>
    public static IEnumerable<Graph> Of(Graph graph)
    {
        foreach (var node in graph.Nodes.Where(node => node.Kind.IsControl()))
        {
            if (node.Kind == OpKind.Branch)
            {
                foreach (var body in node.Bodies)
                    yield return WithParts(graph, node,
                        (builder, inputs) => Inline.Into(builder, body, inputs.Skip(1).ToList(), new Dictionary<string, double>()));
                continue;
            }

            if (node.Loop.Count != 1 && Turns(graph, node, 1) is { } once) yield return once;
            if (node.Loop.IsReverse) yield return WithArguments(graph, node, node.Loop with { IsReverse = false });
            for (var number = 0; number < node.Carried; number++) yield return Uncarried(graph, node, number);
        }
    }

    /// <summary>The graph with another number of turns, if all shapes still meet.</summary>
    private static Graph? Turns(Graph graph, Node loop, Dim count)
    {
        try
        {
            return Rewrite.Rebuild(graph, (builder, node, inputs) =>
            {
                if (node.Id == loop.Id) return builder.Copy(node with { Arguments = node.Loop with { Count = count } }, inputs);
                if (node.Kind == OpKind.Part) return builder.Part(inputs[0], node.Number);
                return node.Kind.IsControl() || node.Kind.Row().Class == OpClass.Source
                    ? builder.Copy(node, inputs)
                    : builder.Add(node.Kind, inputs, node.Arguments);
            });
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    /// <summary>What was carried is captured: each turn begins with the start; what it ended with is read no more.</summary>
    private static Graph Uncarried(Graph graph, Node loop, int carried)
    {
        var body = loop.Bodies[0];
        var place = loop.Inputs.Count - loop.Carried + carried;
        var fewer = body with
        {
            Inputs = Without(body.Inputs, place).Prepend(body.Inputs[place]).ToEquatableArray(),
            Outputs = Without(body.Outputs, carried).ToEquatableArray(),
        };
        var smaller = loop with { Arguments = loop.Loop with { Carried = loop.Carried - 1, Bodies = [fewer] } };
        return Rewrite.Rebuild(graph, (builder, node, inputs) =>
        {
            if (node.Id == loop.Id) return builder.Copy(smaller, [inputs[place], .. Without(inputs, place)]);
            if (node.Kind != OpKind.Part || node.Inputs[0] != loop.Id || node.Number < carried) return builder.Copy(node, inputs);
            return node.Number == carried
                ? builder.Nodes[builder.Nodes[inputs[0].Id].Inputs[0]]
                : builder.Part(inputs[0], node.Number - 1);
        });
    }

    private static IEnumerable<T> Without<T>(IEnumerable<T> items, int place) => items.Where((_, number) => number != place);

    private static Graph WithArguments(Graph graph, Node old, OpArguments arguments)
        => Rewrite.Rebuild(graph, (builder, node, inputs) =>
            builder.Copy(node.Id == old.Id ? node with { Arguments = arguments } : node, inputs));

    private static Graph WithParts(Graph graph, Node control, Func<GraphBuilder, IReadOnlyList<Node>, IReadOnlyList<Node>> results)
    {
        IReadOnlyList<Node> parts = [];
        return Rewrite.Rebuild(graph, (builder, node, inputs) =>
        {
            if (node.Id == control.Id)
                return (parts = results(builder, inputs)).Count > 0 ? parts[0] : builder.Constant(0, ElementType.Float64);
            return node.Kind == OpKind.Part && node.Inputs[0] == control.Id ? parts[node.Number] : builder.Copy(node, inputs);
        });
    }
}
