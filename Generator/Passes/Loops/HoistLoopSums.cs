using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Loops;

/// <summary>
/// Moves accumulations out of loops: for a carried value that is only added to, such as the gradient of a weight, the loop returns the
/// terms, which are summed at once after the loop; a sum of matmuls over iterations is one matmul over the stacked rows.
/// </summary>
internal static class HoistLoopSums
{
    public static Graph Run(Graph graph) => HoistedResults.Run(graph, Sums);

    private static IEnumerable<(int Number, Node Sum)> Sums(GraphBuilder builder, Node loop, Node copy)
    {
        var stacks = new LoopStacks(builder, copy);
        var captured = loop.Inputs.Count - loop.Carried;
        for (var number = 0; number < loop.Carried; number++)
        {
            if (Terms(loop.Bodies[0], captured + number, number) is not { } terms) continue;
            var added = terms.Select(stacks.Sum).ToList();
            if (added.Exists(term => term is null)) continue;
            var start = builder.Nodes[copy.Inputs[captured + number]];
            yield return (number, added.Aggregate(start, (all, term) => builder.Add(all, term!)));
        }
    }

    /// <summary>The terms added to a carried value in each iteration; null if the body uses it otherwise.</summary>
    private static List<int>? Terms(Graph body, int input, int output)
    {
        var uses = body.Nodes.SelectMany(node => node.Inputs).Concat(body.Outputs.Select(result => result.Node)).ToLookup(id => id);
        var sums = RunningSums(body, body.Inputs[input].Name);
        var terms = new List<int>();
        for (var node = body[body.Outputs[output].Node]; sums.Contains(node.Id) && uses[node.Id].Count() == 1;)
        {
            if (node.Kind == OpKind.Input) return terms;
            var before = node.Inputs.First(sums.Contains);
            terms.Add(node.Inputs[0] == before ? node.Inputs[1] : node.Inputs[0]);
            node = body[before];
        }

        return null;
    }

    /// <summary>The carried value, and the sums of its shape to which it leads.</summary>
    private static HashSet<int> RunningSums(Graph body, string carried)
    {
        var sums = new HashSet<int>();
        foreach (var node in body.Nodes)
        {
            if (node.Kind == OpKind.Input
                ? node.Name == carried
                : node.Kind == OpKind.Add && node.Inputs.Any(id => sums.Contains(id) && body[id].Type == node.Type)) sums.Add(node.Id);
        }

        return sums;
    }
}
