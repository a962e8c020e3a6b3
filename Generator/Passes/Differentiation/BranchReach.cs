using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// What of a branch's operands is reached: what the body that is taken reaches. Where a body itself decides that, by a branch or a loop in
/// it, the branch gets further results that tell.
/// </summary>
internal static class BranchReach
{
    /// <param name="builder">Holds the branch.</param>
    /// <param name="numbers">Combine what is reached.</param>
    /// <param name="ranges">What the symbols can be.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="results">In which calls its results are reached, by number.</param>
    /// <returns>Operands, and in which calls they are reached.</returns>
    public static IReadOnlyList<(int Operand, Node Reach)> OfOperands(GraphBuilder builder, ReachNumbers numbers, DimRanges ranges,
        Node branch, IReadOnlyDictionary<int, Node> results)
        => [.. results.GroupBy(result => result.Value, result => result.Key)
            .SelectMany(group => OfResults(builder, numbers, ranges, builder.Nodes[branch.Id], group.Key, [.. group]))];

    /// <summary>The same for results that are reached in the same calls.</summary>
    private static List<(int Operand, Node Reach)> OfResults(GraphBuilder builder, ReachNumbers numbers, DimRanges ranges,
        Node branch, Node reach, IReadOnlyList<int> results)
    {
        var builders = branch.Bodies.Select(body => GraphBuilder.Continue(body)).ToList();
        var taken = branch.Bodies.Zip(builders,
            (body, inner) => new GradientReach(inner, ranges, results.Select(number => body.Outputs[number].Node),
                reach.Type.Element)).ToList();
        var (reached, told) = (new List<(int Operand, Node Reach)>(), new List<(int Operand, Node? IfTrue, Node? IfFalse)>());
        var names = branch.Bodies[0].Inputs.Select(input => input.Name).ToList();
        for (var number = 0; number < names.Count; number++)
        {
            var (operand, ifTrue, ifFalse) = (branch.Inputs[number + 1], taken[0].Source(names[number]), taken[1].Source(names[number]));
            if (ifTrue is null && ifFalse is null) continue;
            if (taken[0].IsAlways(ifTrue) && taken[1].IsAlways(ifFalse)) reached.Add((operand, reach));
            else if (IsKnown(taken[0], ifTrue) && IsKnown(taken[1], ifFalse))
                reached.Add((operand, numbers.And(reach, Chosen(ifTrue is not null, ifFalse is not null))));
            else told.Add((operand, ifTrue, ifFalse));
        }

        if (told.Count == 0) return reached;
        var count = branch.Bodies[0].Outputs.Count;
        Tell(builders[0], told.Select(one => one.IfTrue), reach.Type.Element);
        Tell(builders[1], told.Select(one => one.IfFalse), reach.Type.Element);
        builder.ReplaceBodies(branch, [.. builders.Select(inner => inner.Build())]);
        reached.AddRange(told.Select((one, index) =>
            (one.Operand, numbers.And(reach, builder.Part(builder.Nodes[branch.Id], count + index)))));
        return reached;

        Node Chosen(bool ifTrue, bool ifFalse) => numbers.Choose(builder.Nodes[branch.Inputs[0]], ifTrue, ifFalse);
    }

    private static bool IsKnown(GradientReach body, Node? reach) => reach is null || body.IsAlways(reach);

    /// <summary>Adds the reach of inputs to a body's results.</summary>
    private static void Tell(GraphBuilder body, IEnumerable<Node?> reaches, ElementType type)
    {
        foreach (var reach in reaches) body.Output(OutputRole.Result, "reached", reach ?? body.Constant(0, type));
    }
}
