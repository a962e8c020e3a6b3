using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// What of a branch's operands is reached: what the body that is taken reaches. Where a body itself decides that, by a branch or a loop in
/// it, the branch gets further results that tell.
/// </summary>
/// <param name="builder">Holds the branch.</param>
/// <param name="numbers">Combine what is reached.</param>
/// <param name="branch">The branch.</param>
/// <param name="reach">In which calls some of its results are reached.</param>
internal sealed class BranchReach(GraphBuilder builder, ReachNumbers numbers, Node branch, Node reach)
{
    private readonly List<GraphBuilder> _bodies = branch.Bodies.Select(GraphBuilder.Continue).ToList();
    private readonly List<(int Operand, Node Reach)> _reached = [];

    /// <summary>The operands of which the bodies must tell when they are reached.</summary>
    private readonly List<(int Operand, Node? IfTrue, Node? IfFalse)> _told = [];

    /// <param name="builder">Holds the branch.</param>
    /// <param name="numbers">Combine what is reached.</param>
    /// <param name="ranges">What the symbols can be.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="results">In which calls its results are reached, by number.</param>
    /// <returns>Operands, and in which calls they are reached.</returns>
    public static IReadOnlyList<(int Operand, Node Reach)> OfOperands(GraphBuilder builder, ReachNumbers numbers, DimRanges ranges,
        Node branch, IReadOnlyDictionary<int, Node> results)
        => [.. results.GroupBy(result => result.Value, result => result.Key)
            .SelectMany(group => new BranchReach(builder, numbers, builder.Nodes[branch.Id], group.Key).OfResults(ranges, [.. group]))];

    /// <summary>The same for results that are reached in the same calls.</summary>
    private List<(int Operand, Node Reach)> OfResults(DimRanges ranges, IReadOnlyList<int> results)
    {
        var taken = branch.Bodies.Zip(_bodies,
            (body, inner) => new GradientReach(inner, ranges, results.Select(number => body.Outputs[number].Node),
                reach.Type.Element)).ToList();
        var inputs = branch.Bodies[0].Inputs;
        for (var number = 0; number < inputs.Count; number++) Add(branch.Inputs[number + 1], inputs[number].Name, taken[0], taken[1]);
        if (_told.Count > 0) Tell();
        return _reached;
    }

    private void Add(int operand, string name, GradientReach trueBody, GradientReach falseBody)
    {
        var (ifTrue, ifFalse) = (trueBody.Source(name), falseBody.Source(name));
        if (ifTrue is null && ifFalse is null) return;
        if (trueBody.IsAlways(ifTrue) && falseBody.IsAlways(ifFalse)) _reached.Add((operand, reach));
        else if (IsKnown(trueBody, ifTrue) && IsKnown(falseBody, ifFalse))
            _reached.Add((operand, numbers.And(reach, Chosen(ifTrue is not null, ifFalse is not null))));
        else _told.Add((operand, ifTrue, ifFalse));
    }

    private Node Chosen(bool ifTrue, bool ifFalse) => numbers.Choose(builder.Nodes[branch.Inputs[0]], ifTrue, ifFalse);

    /// <summary>Makes the bodies return which of their inputs are reached.</summary>
    private void Tell()
    {
        var count = branch.Bodies[0].Outputs.Count;
        Tell(_bodies[0], _told.Select(one => one.IfTrue));
        Tell(_bodies[1], _told.Select(one => one.IfFalse));
        builder.ReplaceBodies(branch, [.. _bodies.Select(inner => inner.Build())]);
        _reached.AddRange(_told.Select((one, index) =>
            (one.Operand, numbers.And(reach, builder.Part(builder.Nodes[branch.Id], count + index)))));
    }

    private static bool IsKnown(GradientReach body, Node? reach) => reach is null || body.IsAlways(reach);

    /// <summary>Adds the reach of inputs to a body's results.</summary>
    private void Tell(GraphBuilder body, IEnumerable<Node?> reaches)
    {
        foreach (var told in reaches) body.Output(OutputRole.Result, "reached", told ?? body.Constant(0, reach.Type.Element));
    }
}
