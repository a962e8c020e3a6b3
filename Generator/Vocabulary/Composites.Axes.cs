using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Adding, removing and splitting axes, and masks by index.</summary>
internal static partial class Composites
{
    /// <summary>Removes one axis of size 1.</summary>
    public static Node Squeeze(this GraphBuilder b, Node x, int axis)
    {
        var position = Axis(x, axis);
        b.Require(x.Type.Shape[position], 1, $"axis {axis} of {x.Type.Shape} is not 1 and cannot be taken away");
        return b.Reshape(x, Shape.Of(x.Type.Shape.Dims.Where((_, other) => other != position)));
    }

    /// <summary>Takes away all axes that are known to be 1.</summary>
    public static Node Squeeze(this GraphBuilder b, Node x) => b.Reshape(x, Shape.Of(x.Type.Shape.Dims.Where(dim => !dim.IsOne)));

    /// <summary>Inserts an axis of size 1 before an axis; -1 appends it.</summary>
    public static Node Unsqueeze(this GraphBuilder b, Node x, int axis)
    {
        var rank = x.Type.Rank;
        if (axis < -rank - 1 || axis > rank)
            throw new ShapeException($"{x.Type.Shape} can have a new axis at {-rank - 1}..{rank}, but not at {axis}");
        var position = axis < 0 ? axis + rank + 1 : axis;
        return b.Reshape(x, Shape.Of([.. x.Type.Shape.Dims.Take(position), Dim.One, .. x.Type.Shape.Dims.Skip(position)]));
    }

    /// <summary>Equal pieces of an axis, as many as asked for; whether they can be equal, a call may decide.</summary>
    public static IReadOnlyList<Node> Chunks(this GraphBuilder b, Node x, int count, int axis)
    {
        var length = x.Type.Shape[Axis(x, axis)];
        var because = $"axis {axis} of {x.Type.Shape} has {length} elements, which cannot be shared out to {count} equal pieces";
        var size = count < 1 ? throw new ShapeException(because) : b.ExactQuotient(length, count, because);
        return b.EqualSlices(x, axis, size, count);
    }

    /// <summary>
    /// Pieces of a size of an axis, where it is known how many there are: of a fixed length, of which the last may be smaller, or of a
    /// multiple of the size.
    /// </summary>
    public static IReadOnlyList<Node> Split(this GraphBuilder b, Node x, Dim size, int axis)
    {
        if (size.Constant < 1) throw new ShapeException($"pieces of {size}: there must be 1 or more elements in each");
        var whole = x.Type.Shape[Axis(x, axis)];
        if (whole.Constant is { } length && size.Constant is { } each)
            return b.Slices(x, axis, length, each);
        if (whole.DivideExact(size)?.Constant is { } count) return b.EqualSlices(x, axis, size, (int)count);
        if (Parts(whole, size) is { } parts) return b.Chunks(x, parts, axis);
        throw new ShapeException($"axis {axis} of {x.Type.Shape} is no known number of pieces of {size}: share it out by Chunk", whole,
            size);
    }

    /// <summary>Pieces of a fixed length, of which the last may be smaller.</summary>
    private static IReadOnlyList<Node> Slices(this GraphBuilder b, Node x, int axis, long length, long size)
        => [.. Enumerable.Range(0, (int)((length + size - 1) / size))
            .Select(number => b.Slice(x, axis, number * size, Math.Min(length, (number + 1) * size)))];

    /// <summary>How many pieces there are of a size that is floor(whole / pieces); null of others.</summary>
    private static int? Parts(Dim whole, Dim size)
        => size.Terms is [{ Coefficient: 1, Factors: [{ Name: null, IsClamp: false } quotient] }] && quotient.Dividend == whole
            ? (int?)quotient.Divisor.Constant
            : null;

    /// <summary>An exact quotient; if only a call can decide that it is exact, a guard is added.</summary>
    /// <exception cref="ShapeException">It never is.</exception>
    public static Dim ExactQuotient(this GraphBuilder b, Dim dividend, Dim divisor, string because)
    {
        if (dividend.DivideExact(divisor) is { } exact) return exact;
        if (IsNeverWhole(dividend, divisor)) throw new ShapeException(because);
        b.MustBeAtLeast("divisor", divisor, 1);
        var quotient = Dim.FloorDivide(dividend, divisor);
        b.Require(dividend, quotient * divisor, because);
        return quotient;
    }

    /// <summary>Whether a division has a constant non-zero remainder.</summary>
    private static bool IsNeverWhole(Dim dividend, Dim divisor)
    {
        if (divisor.Constant is not { } by) return false;
        var number = dividend.Terms.Where(term => term.Factors.Count == 0).Sum(term => term.Coefficient);
        return by == 0 || (number % by != 0 && (dividend - number).DivideExact(divisor) is not null);
    }

    private static IReadOnlyList<Node> EqualSlices(this GraphBuilder b, Node x, int axis, Dim size, int count)
        => [.. Enumerable.Range(0, count).Select(number => b.Slice(x, axis, size * number, size * (number + 1)))];

    /// <summary>The elements on and below (or above) a diagonal of the last two axes, zeros elsewhere.</summary>
    public static Node Triangle(this GraphBuilder b, Node x, Dim diagonal, bool isLower)
    {
        if (x.Type.Rank < 2) throw new ShapeException($"a triangle is one of [.., rows, columns], but got {x.Type.Shape}");
        var shape = Shape.Of(x.Type.Shape.Dims.Skip(x.Type.Rank - 2));
        var (row, column) = (b.ToFloat(b.Iota(shape, 0)), b.ToFloat(b.Iota(shape, 1)));
        var edge = b.Add(row, b.Count(diagonal));
        return b.Select(isLower ? b.Add(OpKind.LessOrEqual, column, edge) : b.Add(OpKind.LessOrEqual, edge, column), x, b.Constant(0, x));
    }

    /// <summary>1 where the index is the place along a new last axis, else 0.</summary>
    public static Node OneHot(this GraphBuilder b, Node indices, Dim classes)
    {
        b.MustBeAtLeast("number of classes", classes, 0);
        b.Bound(indices, classes);
        var shape = Shape.Of(indices.Type.Shape.Dims.Append(classes));
        return b.ToFloat(b.Add(OpKind.Equal, b.Iota(shape, shape.Rank - 1), b.Unsqueeze(indices, -1)));
    }

    /// <summary>Padding in PyTorch's order: before and after along the last axis, then the one before it.</summary>
    public static Node PadLast(this GraphBuilder b, Node x, IReadOnlyList<Dim> sizes, double value)
    {
        if (sizes.Count % 2 != 0 || sizes.Count > 2 * x.Type.Rank)
            throw new ShapeException($"padding is two numbers an axis, from the last one of {x.Type.Shape} on, but got {sizes.Count}");
        foreach (var size in sizes) b.MustBeAtLeast("padding", size, 0);
        return Enumerable.Range(0, sizes.Count / 2).Aggregate(x,
            (padded, pair) => b.Pad(padded, -1 - pair, sizes[2 * pair], sizes[(2 * pair) + 1], value));
    }
}
