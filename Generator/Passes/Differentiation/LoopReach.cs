using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// What of a loop's operands is reached: what an iteration reads of them on a way to a result, through the iterations after it. Where each
/// iteration reads the same, the trip count tells; where an iteration decides, by a branch or a loop in it, a second loop follows the ways
/// backwards over the numbers that each iteration leaves.
/// </summary>
internal sealed class LoopReach
{
    private readonly DimRanges _ranges;
    private readonly ReachNumbers _numbers;
    private readonly Node _loop;
    private readonly Graph _body;
    private readonly int _captured;
    private readonly GraphBuilder _inner;
    private int _told;

    /// <summary>What a body's result that a way leads through is reached from within an iteration, by its number.</summary>
    private readonly SortedDictionary<int, GradientReach> _within = [];

    private LoopReach(DimRanges ranges, ReachNumbers numbers, Node loop, IReadOnlyDictionary<int, Node> results)
    {
        (_ranges, _numbers) = (ranges, numbers);
        (_loop, _body, _captured) = (loop, loop.Bodies[0], loop.Inputs.Count - loop.Carried);
        _inner = GraphBuilder.Continue(_body);
        FollowWays(results.Keys, results.Values.First().Type.Element);
    }

    /// <summary>Finds what is reached from results within an iteration, and from those of the iterations before it.</summary>
    private void FollowWays(IEnumerable<int> results, ElementType type)
    {
        var inside = _ranges.Within(_loop.Loop.Index, Count);
        var asked = new Stack<int>(results);
        while (asked.Count > 0)
        {
            var result = asked.Pop();
            if (_within.ContainsKey(result)) continue;
            _within.Add(result, new(_inner, inside, [_body.Outputs[result].Node], type));

            // If an iteration reads a carried value, the previous iteration's result is reached too.
            foreach (var carried in Carried.Where(carried => Within(_captured + carried, result) is not null)) asked.Push(carried);
        }
    }

    private IEnumerable<int> Carried => Enumerable.Range(0, _loop.Carried);

    private Dim Count => _loop.Loop.Count;

    /// <param name="builder">Holds the loop.</param>
    /// <param name="numbers">Combine what is reached.</param>
    /// <param name="ranges">What the symbols can be.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="results">In which calls its results are reached, by number.</param>
    /// <returns>Operands, and in which calls they are reached.</returns>
    public static IReadOnlyList<(int Operand, Node Reach)> OfOperands(GraphBuilder builder, ReachNumbers numbers, DimRanges ranges,
        Node loop, IReadOnlyDictionary<int, Node> results)
    {
        var reach = new LoopReach(ranges, numbers, loop, results);
        var (operands, open) = (new List<(int Operand, Node Reach)>(), new List<int>());
        for (var input = 0; input < loop.Inputs.Count; input++)
        {
            if (reach.OfEqualIterations(input, results) is { } known) operands.AddRange(known);
            else open.Add(input);
        }

        return open.Count == 0 ? operands : [.. operands, .. reach.OfIterations(builder, results, open)];
    }

    /// <summary>In which iterations a body's input is read on a way to a result of the same iteration; null for none.</summary>
    private Node? Within(int input, int result) => _within[result].Source(_body.Inputs[input].Name);

    /// <summary>Where each iteration reads the same, the number of iterations decides; null where that is not so.</summary>
    private List<(int Operand, Node Reach)>? OfEqualIterations(int input, IReadOnlyDictionary<int, Node> results)
    {
        var perhaps = ByCount(input, mustBeSure: false);
        if (perhaps is null || ByCount(input, mustBeSure: true)?.SequenceEqual(perhaps, HashSet<int>.CreateSetComparer()) != true)
            return null;
        var operands = new List<(int Operand, Node Reach)>();
        foreach (var group in results.GroupBy(result => result.Value, result => result.Key))
        {
            if (OfCounts([.. perhaps.Select(reached => group.Any(reached.Contains))]) is not { } reach) return null;
            if (reach.IsPossible) operands.Add((_loop.Inputs[input], reach.Of is { } number ? _numbers.And(group.Key, number) : group.Key));
        }

        return operands;
    }

    /// <summary>
    /// In which calls something is reached, and whether there are any; null where no comparison with the trip count tells.
    /// </summary>
    /// <param name="isReached">Whether it is with each trip count; the last entry is that of all greater ones.</param>
    private (bool IsPossible, Node? Of)? OfCounts(List<bool> isReached)
    {
        var least = isReached.LastIndexOf(false) + 1;
        if (least == isReached.Count) return OfFewIterations(isReached);
        if (isReached.Take(least).Any(reached => reached)) return null;
        return (true, least == 0 || _ranges.IsNatural(Count - least) ? null : _numbers.AtLeast(Count, least));
    }

    /// <summary>The same for what is not reached in great trip counts: what only a loop that does not run returns.</summary>
    private (bool IsPossible, Node? Of)? OfFewIterations(List<bool> isReached) => isReached.LastIndexOf(true) switch
    {
        < 0 => (false, null),
        0 => _ranges.IsNatural(Count - 1) ? (false, null) : (true, _numbers.IsEmpty(Count)),
        _ => null,
    };

    /// <summary>
    /// The results that an input reaches, for 0 iterations, 1, 2 and so on, until more make no difference; null where they always do.
    /// </summary>
    /// <param name="input">The input's number.</param>
    /// <param name="mustBeSure">Whether what only some iterations read is left out.</param>
    private List<HashSet<int>>? ByCount(int input, bool mustBeSure)
    {
        var carried = new HashSet<int>(Carried.Where(number => _captured + number == input));
        var counts = new List<HashSet<int>> { new(carried) };
        var left = new HashSet<int>();
        while (counts.Count < (2 * _within.Count) + 4)
        {
            var next = ResultsReading(carried, input, mustBeSure);
            left.UnionWith(next.Where(result => result >= _loop.Carried));
            carried = [.. next.Where(result => result < _loop.Carried)];
            next.UnionWith(left);
            if (next.SetEquals(counts[^1])) return counts;
            counts.Add(next);
        }

        return null;
    }

    /// <summary>With an iteration more: what it reads of the input, and what is read of the results of the one before.</summary>
    private HashSet<int> ResultsReading(HashSet<int> carried, int input, bool mustBeSure)
    {
        List<int> read = [.. carried.Select(number => _captured + number)];
        if (input < _captured) read.Add(input);
        return new(_within.Keys.Where(result => read.Exists(one => IsRead(one, result, mustBeSure))));
    }

    private bool IsRead(int input, int result, bool mustBeSure)
        => Within(input, result) is { } number && (!mustBeSure || _within[result].IsAlways(number));

    /// <summary>By a loop in reverse order over what each iteration reads.</summary>
    private IReadOnlyList<(int Operand, Node Reach)> OfIterations(GraphBuilder builder, IReadOnlyDictionary<int, Node> results,
        IReadOnlyList<int> inputs)
    {
        var reads = _within.Keys.SelectMany(result => ReadsOf(result, inputs)).ToList();
        builder.ReplaceBodies(builder.Nodes[_loop.Id], [_inner.Build()]);
        return new ReverseReach(builder, builder.Nodes[_loop.Id], reads, results).Build(inputs);
    }

    /// <summary>What an iteration reads of inputs, and of what is carried, on a way to one of its results.</summary>
    private IEnumerable<IterationRead> ReadsOf(int result, IReadOnlyList<int> inputs)
    {
        foreach (var input in inputs.Union(Carried.Select(number => _captured + number)))
        {
            if (Within(input, result) is { } read)
                yield return new(input, result, _within[result].IsAlways(read) ? null : Told(read));
        }
    }

    /// <summary>A further result of the loop: a number of each iteration.</summary>
    private int Told(Node number)
    {
        _inner.Output(OutputRole.Result, "reached", number);
        return _body.Outputs.Count + _told++;
    }
}
