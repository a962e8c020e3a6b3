using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Loops;

/// <summary>
/// Takes sums out of loops: of what a loop carries only to add to it, the gradient of a weight say, the turns hand out the terms, and all
/// are added up at once behind it; a sum of products of each turn's rows is one product of all turns' rows.
/// </summary>
internal static class LoopSums
{
    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(node => node.Kind == OpKind.Loop)) return graph;
        var sums = new Dictionary<(int Loop, int Number), Node>();
        return Rewrite.Run(graph, (builder, node, inputs) =>
        {
            if (node.Kind == OpKind.Part)
                return sums.TryGetValue((inputs[0].Id, node.Arguments.Number), out var sum)
                    ? sum
                    : builder.Part(inputs[0], node.Arguments.Number);
            var copy = builder.Copy(node, inputs);
            if (node.Kind != OpKind.Loop) return copy;
            var stacks = new LoopStacks(builder, copy);
            var captured = node.Inputs.Count - node.Arguments.Carried;
            for (var number = 0; number < node.Arguments.Carried; number++)
            {
                if (Terms(node.Arguments.Bodies[0], captured + number, number) is not { } terms) continue;
                var added = terms.Select(stacks.Sum).ToList();
                if (added.Any(term => term is null)) continue;
                sums.Add((copy.Id, number), added.Aggregate(inputs[captured + number], (all, term) => builder.Add(all, term!)));
            }

            return builder.Nodes[copy.Id];
        });
    }

    /// <summary>What is added to a carried value in each turn; null when the body does anything else with it.</summary>
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
                ? node.Arguments.Name == carried
                : node.Kind == OpKind.Add && node.Inputs.Any(id => sums.Contains(id) && body[id].Type == node.Type)) sums.Add(node.Id);
        }

        return sums;
    }
}
