using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Reductions made of sums and maxima, and what runs along an axis.</summary>
internal static partial class Composites
{
    // Sums within blocks of this many compare each pair of places; sums of blocks go on from there.
    private const int CumulativeBlock = 64;

    public static Node Min(this GraphBuilder b, Node x, IReadOnlyList<int>? axes = null, bool keep = false)
        => b.Add(OpKind.Negate, b.Max(b.Add(OpKind.Negate, x), axes, keep));

    /// <summary>
    /// The mean square distance from the mean, with a divisor that is smaller by the correction: 1 gives the unbiased estimate.
    /// </summary>
    public static Node Variance(this GraphBuilder b, Node x, IReadOnlyList<int>? axes, double correction, bool keep)
    {
        var count = AxesOf(x, axes).Aggregate(Dim.One, (product, axis) => product * x.Type.Shape[axis]);
        var divisor = b.Add(OpKind.Maximum, b.Subtract(b.Count(count, x), b.Constant(correction, x)), b.Constant(0, x));
        return b.Divide(b.Sum(b.Square(b.Subtract(x, b.Mean(x, axes, keep: true))), axes, keep), divisor);
    }

    /// <summary>The root of the variance; its gradient where all are equal is 0.</summary>
    public static Node StandardDeviation(this GraphBuilder b, Node x, IReadOnlyList<int>? axes, double correction, bool keep)
        => b.Root(b.Variance(x, axes, correction, keep), 2);

    /// <summary>log sum e^x, moved by the maximum; where that is infinite nothing is moved, so that its sign stays.</summary>
    public static Node LogSumExp(this GraphBuilder b, Node x, IReadOnlyList<int>? axes, bool keep)
    {
        var shift = b.FiniteOrZero(b.Add(OpKind.Detach, b.Max(x, axes, keep: true)));
        var sum = b.Add(b.Add(OpKind.Log, b.Sum(b.Add(OpKind.Exp, b.Subtract(x, shift)), axes, keep: true)), shift);
        return keep ? sum : b.Reshape(sum, Reduced(x, axes));
    }

    private static Node FiniteOrZero(this GraphBuilder b, Node x)
        => b.Select(b.Add(OpKind.Less, b.Add(OpKind.Abs, x), b.Constant(double.PositiveInfinity, x)), x, b.Constant(0, x));

    /// <summary>The p-norm; for infinite p the greatest size. The gradient at 0 is 0.</summary>
    public static Node Norm(this GraphBuilder b, Node x, double p, IReadOnlyList<int>? axes, bool keep)
    {
        var size = b.Add(OpKind.Abs, x);
        if (double.IsPositiveInfinity(p)) return b.Max(size, axes, keep);
        if (p <= 0 || double.IsNaN(p)) throw new ShapeException($"a norm's p is a number above 0, got {GraphText.Number(p)}");
        if (p == 1) return b.Sum(size, axes, keep);
        var sum = b.Sum(p == 2 ? b.Square(x) : b.Add(OpKind.Power, size, b.Constant(p, size)), axes, keep);
        return b.Root(sum, p);
    }

    /// <summary>The root of an order, whose gradient at 0, where it has no slope, is 0.</summary>
    private static Node Root(this GraphBuilder b, Node x, double order)
    {
        var isZero = b.Add(OpKind.Equal, x, b.Constant(0, x));
        var safe = b.Select(isZero, b.Constant(1, x), x);
        var root = order == 2 ? b.Add(OpKind.Sqrt, safe) : b.Add(OpKind.Power, safe, b.Constant(1 / order, safe));
        return b.Select(isZero, b.Constant(0, x), root);
    }

    /// <summary>
    /// Along an axis the sum of all elements up to each: in blocks, and then of the blocks, so that the work grows as the length.
    /// </summary>
    public static Node CumulativeSum(this GraphBuilder b, Node x, int axis)
    {
        var (position, last) = (Axis(x, axis), x.Type.Rank - 1);
        var swapped = Enumerable.Range(0, x.Type.Rank).Select(other => other == position ? last : other == last ? position : other)
            .ToList();
        return position == last ? b.CumulativeOfLast(x, 2) : b.Transpose(b.CumulativeOfLast(b.Transpose(x, swapped), 2), swapped);
    }

    private static Node CumulativeOfLast(this GraphBuilder b, Node x, int levels)
    {
        var shape = x.Type.Shape;
        var length = shape[shape.Rank - 1];
        if (levels == 0 || length.Constant <= CumulativeBlock) return b.SumOfEarlier(x, OpKind.LessOrEqual);
        List<Dim> blocks = [.. shape.Dims.Take(shape.Rank - 1), Dim.FloorDivide(length + (CumulativeBlock - 1), CumulativeBlock)];
        var padded = b.Pad(x, -1, 0, (blocks[^1] * CumulativeBlock) - length);
        var inner = b.SumOfEarlier(b.Reshape(padded, Shape.Of([.. blocks, CumulativeBlock])), OpKind.LessOrEqual);
        var totals = b.Reshape(b.Slice(inner, -1, CumulativeBlock - 1, CumulativeBlock), Shape.Of(blocks));
        var before = b.Slice(b.Pad(b.CumulativeOfLast(totals, levels - 1), -1, 1, 0), -1, 0, blocks[^1]);
        var sums = b.Add(inner, b.Reshape(before, Shape.Of([.. blocks, Dim.One])));
        return b.Slice(b.Reshape(sums, padded.Type.Shape), -1, 0, length);
    }

    /// <summary>Along the last axis the sum of the elements at j with j compared to i, for each i.</summary>
    private static Node SumOfEarlier(this GraphBuilder b, Node x, OpKind comparison)
    {
        var (outer, length) = (x.Type.Shape.Dims.Take(x.Type.Rank - 1).ToList(), x.Type.Shape[x.Type.Rank - 1]);
        var square = Shape.Of(length, length);
        var isEarlier = b.Add(comparison, b.Iota(square, 1), b.Iota(square, 0));
        return b.Sum(b.Select(isEarlier, b.Reshape(x, Shape.Of([.. outer, Dim.One, length])), b.Constant(0, x)), [-1]);
    }

    private static Shape Reduced(Node x, IReadOnlyList<int>? axes)
    {
        var reduced = AxesOf(x, axes);
        return Shape.Of(x.Type.Shape.Dims.Where((_, axis) => !reduced.Contains(axis)));
    }
}
