using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Loops;

/// <summary>
/// Moves accumulations out of loops: for a carried value that is only added to, such as the gradient of a weight, the loop returns the
/// terms, which are summed at once after the loop; a sum of matmuls over iterations is one matmul over the stacked rows.
/// </summary>
internal static class HoistLoopSums
{
    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(node => node.Kind == OpKind.Loop)) return graph;
        var sums = new Dictionary<(int Loop, int Number), Node>();
        return Rewrite.Rebuild(graph, (builder, node, inputs) =>
        {
            if (node.Kind == OpKind.Part)
                return sums.TryGetValue((inputs[0].Id, node.Number), out var sum)
                    ? sum
                    : builder.Part(inputs[0], node.Number);
            var copy = builder.Copy(node, inputs);
            if (node.Kind != OpKind.Loop) return copy;
            var stacks = new LoopStacks(builder, copy);
            var captured = node.Inputs.Count - node.Carried;
            for (var number = 0; number < node.Carried; number++)
            {
                if (Terms(node.Bodies[0], captured + number, number) is not { } terms) continue;
                var added = terms.Select(stacks.Sum).ToList();
                if (added.Any(term => term is null)) continue;
                sums.Add((copy.Id, number), added.Aggregate(inputs[captured + number], (all, term) => builder.Add(all, term!)));
            }

            return builder.Nodes[copy.Id];
        });
    }

    /// <summary>The terms added to a carried value in each iteration; null if the body uses it otherwise.</summary>
    private static List<int>? Terms(Graph body, int input, int output)
    {
        var uses = body.Nodes.SelectMany(node => node.Inputs).Concat(body.Outputs.Select(result => result.Node)).ToLookup(id => id);
        var sums = Sums(body, body.Inputs[input].Name);
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
    private static HashSet<int> Sums(Graph body, string carried)
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
