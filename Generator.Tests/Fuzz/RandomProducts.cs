using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Random products of matrices and of batches of them.</summary>
internal static class RandomProducts
{
    public static void Add(RandomScope s)
    {
        var (b, x) = (s.Builder, s.FloatOfRank(2));
        if (x.Type.Rank == 0) return;
        if (x.Type.Rank == 1) x = b.Reshape(x, s.Chance(0.5) ? Shape.Of(1, x.Type.Shape[0]) : Shape.Of(x.Type.Shape[0], 1));
        var fitting = s.Floats.Where(node => node.Type.Rank >= 2 && s.Meets(Leading(x), Leading(node)))
            .SelectMany(node => Flags.Select(flags => (Node: node, flags.A, flags.B))).Where(pair => Fits(x, pair.Node, pair.A, pair.B))
            .ToList();
        var (y, transposeA, transposeB) = fitting.Count == 0 ? (x, false, true) : s.Pick(fitting);
        var product = b.MatMul(x, y, transposeA, transposeB);
        s.Keep(s.IsSmooth ? b.Add(OpKind.Tanh, product) : product);
    }

    private static readonly (bool A, bool B)[] Flags = [(false, false), (true, false), (false, true), (true, true)];

    private static Shape Leading(Node x) => Shape.Of(x.Type.Shape.Dims.Take(x.Type.Rank - 2));

    private static bool Fits(Node x, Node y, bool a, bool b)
        => x.Type.Shape[x.Type.Rank - (a ? 2 : 1)] == y.Type.Shape[y.Type.Rank - (b ? 1 : 2)];
}
