using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Passes;

/// <summary>Reverse-mode differentiation: adds a Gradient output for each wanted parameter or float input.</summary>
internal static class Differentiate
{
    /// <param name="graph">A graph with one Loss output, a scalar.</param>
    /// <param name="wanted">Names of parameters and float inputs.</param>
    public static Graph Run(Graph graph, IReadOnlyList<string> wanted)
    {
        var loss = graph.Outputs.Single(output => output.Role == OutputRole.Loss).Node;
        var builder = GraphBuilder.Continue(graph);
        var gradients = Backward(graph, builder, loss, Reached(graph, wanted));
        foreach (var name in wanted)
        {
            var source = graph.Nodes.FirstOrDefault(node => IsSource(node) && node.Arguments.Name == name);
            var gradient = source is null ? null : gradients[source.Id];
            builder.Output(OutputRole.Gradient, name, gradient ?? builder.BroadcastTo(builder.Constant(0), TypeOf(graph, name).Shape));
        }

        return builder.Build();
    }

    private static Node?[] Backward(Graph graph, GraphBuilder builder, int loss, bool[] reached)
    {
        var gradients = new Node?[graph.Nodes.Count];
        gradients[loss] = builder.Constant(1);
        for (var id = loss; id >= 0; id--)
        {
            if (gradients[id] is not { } gradient || !reached[id]) continue;
            var node = graph[id];
            builder.Origin = node.Origin;
            var context = new GradientContext(builder, node, gradient);
            for (var operand = 0; operand < node.Inputs.Count; operand++)
            {
                var input = graph[node.Inputs[operand]];
                if (!reached[input.Id] || GradientRules.Of(node.Kind, operand) is not { } rule) continue;
                var part = SumTo(builder, rule(context), input.Type.Shape);
                gradients[input.Id] = gradients[input.Id] is { } sum ? builder.Add(OpKind.Add, sum, part) : part;
            }
        }

        builder.Origin = -1;
        return gradients;
    }

    /// <summary>The nodes that a wanted source flows into along operands with a gradient.</summary>
    private static bool[] Reached(Graph graph, IReadOnlyList<string> wanted)
    {
        var reached = new bool[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            reached[node.Id] = IsSource(node) && node.Type.Element.IsFloat()
                ? wanted.Contains(node.Arguments.Name!)
                : node.Inputs.Where((input, operand) => reached[input] && GradientRules.Of(node.Kind, operand) is not null).Any();
        }

        return reached;
    }

    /// <summary>Undoes a broadcast: sums a gradient over the axes along which the operand was repeated.</summary>
    private static Node SumTo(GraphBuilder builder, Node gradient, Shape shape)
    {
        var from = gradient.Type.Shape;
        if (from == shape) return gradient;
        var added = from.Rank - shape.Rank;
        var axes = Enumerable.Range(0, from.Rank).Where(axis => axis < added || (shape[axis - added].IsOne && !from[axis].IsOne)).ToEquatableArray();
        var sum = axes.Count == 0 ? gradient : builder.Add(OpKind.ReduceSum, [gradient], new() { Axes = axes, Keep = added == 0 });

        // What differs still is written differently only: axes that a guard holds equal, or ones to be put back.
        return sum.Type.Shape == shape ? sum : builder.Reshape(sum, shape);
    }

    private static bool IsSource(Node node) => node.Kind is OpKind.Input or OpKind.Parameter;

    private static TensorType TypeOf(Graph graph, string name)
        => graph.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Type
            ?? graph.Inputs.FirstOrDefault(input => input.Name == name)?.Type
            ?? throw new ArgumentException($"{name} is neither a parameter nor an input of {graph.Name}");
}
