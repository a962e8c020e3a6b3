using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// Random sums over products whose factors repeat, some of them constant along the axes that are summed, and sums of two such products.
/// </summary>
internal static class RandomFactors
{
    public static void Add(RandomScope s)
    {
        var b = s.Builder;
        var x = Factor(s, s.FloatOfRank(1));
        if (x.Type.Rank == 0) return;
        var others = Others(s, x);
        var product = Product(s, x, others);
        if (s.Chance(0.3)) product = b.Add(s.Pick([OpKind.Add, OpKind.Subtract]), product, Product(s, x, others));
        s.Keep(product);
        var axes = RandomReductions.Axes(s, product.Type.Rank);
        s.Keep(s.Chance(0.3) ? b.Mean(product, axes, s.Chance(0.5)) : b.Sum(product, axes, s.Chance(0.5)));
    }

    /// <summary>Two values that broadcast with another, and one of it that is constant along an axis.</summary>
    private static List<Node> Others(RandomScope s, Node x)
    {
        List<Node> others = [Factor(s, s.Partner(x)), Factor(s, s.Partner(x))];
        var axis = s.Below(x.Type.Rank);
        if (s.IsNeverEmpty(x.Type.Shape[axis])) others.Add(s.Builder.Slice(x, axis, 0, 1));
        return others;
    }

    /// <summary>Two to four factors, multiplied from the left or from the right, and perhaps divided by one.</summary>
    private static Node Product(RandomScope s, Node x, List<Node> others)
    {
        var b = s.Builder;
        List<Node> factors = [x, .. Enumerable.Range(0, 1 + s.Below(3)).Select(_ => s.Chance(0.4) ? x : s.Pick(others))];
        if (s.Chance(0.5)) factors.Reverse();
        var product = s.Chance(0.5) ? factors.Aggregate(b.Multiply) : factors.Aggregate((all, next) => b.Multiply(next, all));
        if (!s.Chance(0.3)) return product;
        var divisor = s.Pick(others);
        return b.Divide(product, s.IsSmooth ? b.Add(b.Multiply(divisor, divisor), b.Constant(1.5)) : divisor);
    }

    // What is multiplied often must stay small where a gradient is compared with differences.
    private static Node Factor(RandomScope s, Node x) => s.IsSmooth && x.Kind != OpKind.Tanh ? s.Builder.Add(OpKind.Tanh, x) : x;
}
