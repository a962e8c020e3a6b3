using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Passes.Differentiation;

namespace ModelGen.Generator.Passes.Loops;

/// <summary>
/// Moves matmuls out of loops that do not use their results: where each iteration multiplies rows with a loop-invariant matrix only to
/// return the product, the rows are returned and multiplied at once after the loop, as in the gradient of a sequence.
/// </summary>
internal static class HoistLoopProducts
{
    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(node => node.Kind == OpKind.Loop)) return graph;
        var read = new HashSet<(int, int)>(graph.Nodes.Where(node => node.Kind == OpKind.Part)
            .Select(part => (part.Inputs[0], part.Number)));
        var products = new Dictionary<(int Loop, int Number), Node>();
        return Rewrite.Rebuild(graph, (builder, node, inputs) =>
        {
            if (node.Kind == OpKind.Part)
                return products.TryGetValue((inputs[0].Id, node.Number), out var product)
                    ? product
                    : builder.Part(inputs[0], node.Number);
            var copy = builder.Copy(node, inputs);
            if (node.Kind != OpKind.Loop) return copy;
            var (stacks, body) = (new LoopStacks(builder, copy), node.Bodies[0]);
            var used = new HashSet<int>(body.Nodes.SelectMany(inner => inner.Inputs)
                .Concat(body.Outputs.Take(node.Carried).Select(output => output.Node)));
            for (var number = node.Carried; number < body.Outputs.Count; number++)
            {
                var result = body.Outputs[number].Node;
                if (read.Contains((node.Id, number)) && !used.Contains(result)
                    && stacks.Product(result) is { } product) products.Add((copy.Id, number), product);
            }

            return builder.Nodes[copy.Id];
        });
    }
}
