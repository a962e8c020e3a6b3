using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Pools over the last two axes of [.., H, W].</summary>
internal static partial class Composites
{
    /// <summary>
    /// The greatest of each window; its gradient goes to the first of equals. Outside of x nothing is greater. A stride of 0 is the size.
    /// </summary>
    public static Node MaxPool(this GraphBuilder b, Node x, Dim size, Dim stride, Dim padding)
        => b.FirstMax(b.PoolWindows(x, size, stride, padding, double.NegativeInfinity), [0, 1]);

    /// <summary>The mean of each window, zeros outside of x counted. A stride of 0 is the size.</summary>
    public static Node AveragePool(this GraphBuilder b, Node x, Dim size, Dim stride, Dim padding)
        => b.Mean(b.PoolWindows(x, size, stride, padding, 0), [0, 1]);

    /// <summary>
    /// The means of height x width bins, of which bin i begins at floor(i L / count) and ends before ceil((i + 1) L / count).
    /// </summary>
    public static Node AdaptiveAveragePool(this GraphBuilder b, Node x, Dim height, Dim width)
    {
        MustBeImage(x);
        b.MustBeBins(height, width);
        if (height.IsOne && width.IsOne) return b.Mean(x, [-2, -1], keep: true);
        var (rows, columns) = (x.Type.Shape[x.Type.Rank - 2], x.Type.Shape[x.Type.Rank - 1]);
        if (rows.DivideExact(height) is { } tall && columns.DivideExact(width) is { } wide) return b.MeanOfTiles(x, tall, wide);
        return b.MatMul(b.MatMul(b.Bins(x, rows, height), x, transposeA: true), b.Bins(x, columns, width));
    }

    private static Node MeanOfTiles(this GraphBuilder b, Node x, Dim height, Dim width)
    {
        EquatableArray<Dim> sizes = [height, width];
        return b.Mean(b.WindowsFirst(x, new([x.Type.Rank - 2, x.Type.Rank - 1], sizes, sizes, [Dim.One, Dim.One])), [0, 1]);
    }

    private static void MustBeBins(this GraphBuilder b, Dim height, Dim width)
    {
        if (height.Constant < 1 || width.Constant < 1) throw new ShapeException($"a pool to {height} x {width}: each must be 1 or more");
        b.MustBeAtLeast("height", height, 1);
        b.MustBeAtLeast("width", width, 1);
    }

    /// <summary>
    /// [length, count]: column i has equal weights, of sum 1, at the places of bin i, so that a product with it takes means of x.
    /// </summary>
    private static Node Bins(this GraphBuilder b, Node x, Dim length, Dim count)
    {
        var shape = Shape.Of(length, count);
        var (index, bin) = (b.ToFloat(b.Iota(shape, 0)), b.ToFloat(b.Iota(shape, 1)));
        var (l, c, one) = (b.Count(length), b.Count(count), b.Constant(1));

        // floor(bin L / C) <= place is bin L < (place + 1) C, and place < ceil((bin + 1) L / C) is place C < (bin + 1) L.
        var begins = b.Add(OpKind.Less, b.Multiply(bin, l), b.Multiply(b.Add(index, one), c));
        var ends = b.Add(OpKind.Less, b.Multiply(index, c), b.Multiply(b.Add(bin, one), l));
        var inside = b.Select(begins, b.Convert(ends, x.Type.Element), b.Constant(0, x));
        return b.Divide(inside, b.Sum(inside, [0], keep: true));
    }

    private static Node PoolWindows(this GraphBuilder b, Node x, Dim size, Dim stride, Dim padding, double outside)
    {
        MustBeImage(x);
        b.MustBePool(size, stride, padding);
        var step = stride + (size * Dim.FloorDivide(1, stride + 1));
        List<int> axes = [x.Type.Rank - 2, x.Type.Rank - 1];
        return b.WindowsFirst(b.PadAround(x, axes, padding, outside), WindowForm.Even(axes, [size, size], step, 1));
    }

    private static void MustBePool(this GraphBuilder b, Dim size, Dim stride, Dim padding)
    {
        if ((size - (2 * padding)).Constant < 0)
            throw new ShapeException($"a padding of {padding} is more than half of a window of {size}");
        b.MustBeAtLeast("size", size, 1);
        b.MustBeAtLeast("stride", stride, 0);
        b.MustBeAtLeast("window behind its padding", size - (2 * padding), 0);
    }

    /// <summary>
    /// Windows with their elements along the first axes, so that neighbours in memory are neighbouring windows, which vectors reduce side
    /// by side.
    /// </summary>
    private static Node WindowsFirst(this GraphBuilder b, Node x, WindowForm form)
        => b.Transpose(b.Windows(x, form), [.. Enumerable.Range(x.Type.Rank, form.Count), .. Enumerable.Range(0, x.Type.Rank)]);

    private static void MustBeImage(Node x)
    {
        if (x.Type.Rank < 2) throw new ShapeException($"a pool takes [.., height, width], but got {x.Type.Shape}");
    }
}
