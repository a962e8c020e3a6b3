using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Passes.Differentiation;

namespace ModelGen.Generator.Passes.Loops;

/// <summary>
/// Takes products out of loops that no turn needs: where each turn multiplies rows with the same matrix only to hand out the result, the
/// rows are handed out, and all are multiplied at once behind the loop. So is the gradient of a sequence computed.
/// </summary>
internal static class LoopResults
{
    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(node => node.Kind == OpKind.Loop)) return graph;
        var read = new HashSet<(int, int)>(graph.Nodes.Where(node => node.Kind == OpKind.Part)
            .Select(part => (part.Inputs[0], part.Arguments.Number)));
        var products = new Dictionary<(int Loop, int Number), Node>();
        return Rewrite.Run(graph, (builder, node, inputs) =>
        {
            if (node.Kind == OpKind.Part)
                return products.TryGetValue((inputs[0].Id, node.Arguments.Number), out var product)
                    ? product
                    : builder.Part(inputs[0], node.Arguments.Number);
            var copy = builder.Copy(node, inputs);
            if (node.Kind != OpKind.Loop) return copy;
            var (stacks, body) = (new LoopStacks(builder, copy), node.Arguments.Bodies[0]);
            var used = new HashSet<int>(body.Nodes.SelectMany(inner => inner.Inputs)
                .Concat(body.Outputs.Take(node.Arguments.Carried).Select(output => output.Node)));
            for (var number = node.Arguments.Carried; number < body.Outputs.Count; number++)
            {
                var result = body.Outputs[number].Node;
                if (read.Contains((node.Id, number)) && !used.Contains(result)
                    && stacks.Product(result) is { } product) products.Add((copy.Id, number), product);
            }

            return builder.Nodes[copy.Id];
        });
    }
}
