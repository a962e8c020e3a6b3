using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Random windows, folds, convolutions and pools.</summary>
internal static class RandomWindows
{
    public static void Add(RandomScope s)
    {
        var x = s.FloatOfRank(s.Chance(0.5) ? 3 : 1);
        if (x.Type.Rank == 0 || !x.Type.Shape.Dims.All(s.IsNeverEmpty)) return;
        s.Keep(s.Below(7) switch
        {
            0 or 1 or 2 => Windows(s, x),
            3 => Pool(s, x),
            4 => s.Builder.Unfold(Image(s, x), 1 + s.Below(2), 1 + s.Below(2), s.Below(2), 1),
            _ => Convolve(s, Image(s, x)),
        });
    }

    private static Node Windows(RandomScope s, Node x)
    {
        var b = s.Builder;
        var (axes, sizes, strides, dilations) = (new List<int>(), new List<Dim>(), new List<Dim>(), new List<Dim>());
        foreach (var axis in RandomReductions.Axes(s, x.Type.Rank).Take(2))
        {
            if (!x.Type.Shape[axis].IsConstant) x = b.Pad(x, axis, 1 + s.Below(2), s.Below(2));
            var (length, dilation) = (x.Type.Shape[axis].Constant ?? 2, 1 + s.Below(2));
            axes.Add(axis);
            dilations.Add(dilation);
            sizes.Add(1 + s.Below((int)(((length - 1) / dilation) + 1)));
            strides.Add(1 + s.Below(3));
        }

        var form = new WindowForm([.. axes], [.. sizes], [.. strides], [.. dilations]);
        var windows = s.Keep(b.Windows(x, form));
        var inner = Enumerable.Range(x.Type.Rank, axes.Count).ToList();
        if (s.Chance(0.4)) windows = s.Keep(b.Add(OpKind.Tanh, windows));
        return s.Below(3) switch
        {
            0 => b.Sum(windows, inner),
            1 when !s.IsSmooth => b.Max(windows, inner),
            _ => b.Fold(windows, form with { Sizes = [.. axes.Select(axis => x.Type.Shape[axis])] }),
        };
    }

    private static Node Pool(RandomScope s, Node x)
    {
        if (x.Type.Rank < 2) x = Image(s, x);
        var size = 1 + s.Below(3);
        var stride = s.Below(3);
        return s.Below(3) switch
        {
            0 when !s.IsSmooth => s.Builder.MaxPool(x, size, stride, s.Below((size / 2) + 1)),
            1 => s.Builder.AdaptiveAveragePool(x, 1 + s.Below(3), 1 + s.Below(2)),
            _ => s.Builder.AveragePool(x, size, stride, s.Below((size / 2) + 1)),
        };
    }

    // The zeros around an image are multiplied with a filter that is turned round: of an infinite one that is no number.
    private static Node Finite(RandomScope s, Node x)
        => s.IsSmooth ? x : s.Builder.Select(s.Builder.Add(OpKind.Less, s.Builder.Add(OpKind.Abs, x), s.Builder.Constant(100)), x,
            s.Builder.Constant(1));

    /// <summary>As it is, or with axes of 1 before: [batch, channels, height, width], or a line [batch, channels, width].</summary>
    private static Node Image(RandomScope s, Node x)
    {
        var rank = Math.Max(x.Type.Rank, s.Chance(0.3) ? 3 : 4);
        return x.Type.Rank == rank
            ? x
            : s.Builder.Reshape(x, Shape.Of(Enumerable.Repeat(Dim.One, rank - x.Type.Rank).Concat(x.Type.Shape.Dims)));
    }

    private static Node Convolve(RandomScope s, Node x)
    {
        if (x.Type.Shape[1].Constant is not { } channels || x.Type.Rank > 4) throw new ShapeException("the channels are a number");
        var b = s.Builder;
        var groups = s.Chance(0.2) ? channels : channels % 2 == 0 && s.Chance(0.5) ? 2 : 1;
        var window = Enumerable.Range(0, x.Type.Rank - 2).Select(_ => (Dim)(1 + s.Below(3))).ToList();
        if (x.Type.Rank == 4 && s.Chance(0.3))
        {
            var across = Finite(s, s.Filled(Shape.Of(window.Prepend(1 + s.Below(2)).Prepend(channels))));
            return b.ConvolveTransposed(x, across, null, 1 + s.Below(2), 0, 0, 1, groups);
        }

        var outputs = groups * (1 + s.Below(2));
        var weight = s.Filled(Shape.Of(window.Prepend(channels / groups).Prepend(outputs)));
        return b.Convolve(x, weight, s.Chance(0.5) ? s.Filled(Shape.Of(outputs)) : null, 1 + s.Below(2), s.Below(2), 1 + s.Below(2),
            groups);
    }
}
