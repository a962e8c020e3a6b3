using ModelGen.Generator.IR;
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
        var read = new HashSet<(int, int)>(graph.Nodes.Where(node => node.Kind == OpKind.Part)
            .Select(part => (part.Inputs[0], part.Number)));
        return HoistedResults.Run(graph,
            (builder, loop, copy) => Products(new(builder, copy), loop, number => read.Contains((loop.Id, number))));
    }

    /// <summary>The results of a loop that are read, and that are products which the loop does not use.</summary>
    private static IEnumerable<(int Number, Node Product)> Products(LoopStacks stacks, Node loop, Func<int, bool> isRead)
    {
        var body = loop.Bodies[0];
        var used = new HashSet<int>(body.Nodes.SelectMany(inner => inner.Inputs)
            .Concat(body.Outputs.Take(loop.Carried).Select(output => output.Node)));
        for (var number = loop.Carried; number < body.Outputs.Count; number++)
        {
            var result = body.Outputs[number].Node;
            if (isRead(number) && !used.Contains(result) && stacks.Product(result) is { } product) yield return (number, product);
        }
    }
}
