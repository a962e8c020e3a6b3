using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Random sums, means and maxima over several axes.</summary>
internal static class RandomReductions
{
    public static void Add(RandomScope s)
    {
        var (b, x) = (s.Builder, s.FloatOfRank(1));
        if (x.Type.Rank == 0) return;
        var axes = Axes(s, x.Type.Rank);
        var (keep, choice) = (s.Chance(0.5), s.Below(7));
        if (choice < 3) s.Keep(b.Sum(x, axes, keep));
        else if (choice < 4) s.Keep(b.Mean(x, axes, keep));
        else if (!axes.All(axis => s.IsNeverEmpty(x.Type.Shape[axis]))) return;
        else if (choice < 6)
            s.Keep(b.Add(OpKind.ReduceMaximum, [s.IsSmooth ? Apart(b, x, axes) : x],
                new ReductionArguments([.. axes], keep, s.Chance(0.3))));
        else if (!s.IsSmooth || s.Data.Contains(x)) s.Keep(b.Add(OpKind.ArgMax, [x], new ReductionArguments([.. axes], keep)));
    }

    /// <summary>One or more axes, in their order.</summary>
    public static List<int> Axes(RandomScope s, int rank)
    {
        var one = s.Below(rank);
        return Enumerable.Range(0, rank).Where(axis => axis == one || s.Chance(0.4)).ToList();
    }

    /// <summary>Values of which those with greater coordinates are greater by more than any change of x makes up for.</summary>
    private static Node Apart(GraphBuilder b, Node x, List<int> axes)
    {
        var place = axes.Aggregate(b.Constant(0),
            (sum, axis) => b.Add(b.Multiply(sum, b.Count(x.Type.Shape[axis])), b.ToFloat(b.Iota(x.Type.Shape, axis))));
        return b.Add(b.Add(OpKind.Tanh, x), b.Multiply(place, b.Constant(3)));
    }
}
