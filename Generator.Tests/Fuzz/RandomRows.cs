using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Random look-ups of rows, and sums of rows by their indices.</summary>
internal static class RandomRows
{
    public static void Add(RandomScope s)
    {
        var (b, x) = (s.Builder, s.FloatOfRank(1));
        if (x.Type.Rank == 0) return;
        if (s.Chance(0.5))
        {
            s.Keep(b.Gather(x, s.Pick(s.Indices)));
            return;
        }

        var fitting = s.Indices
            .Where(node => node.Type.Rank < x.Type.Rank && node.Type.Shape.Dims.SequenceEqual(x.Type.Shape.Dims.Take(node.Type.Rank)))
            .ToList();
        if (fitting.Count == 0 && x.Type.Rank == 1) return;
        var indices = fitting.Count > 0 ? s.Pick(fitting) : b.Iota(Shape.Of(x.Type.Shape[0]), 0);
        s.Keep(b.ScatterAdd(x, indices, s.Pick<Dim>([1, 3, 4, Dim.Symbol("N")])));
    }
}
