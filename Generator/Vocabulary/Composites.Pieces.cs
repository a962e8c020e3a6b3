using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <content>Pieces of a tensor that ranges of its first axes select.</content>
internal static partial class Composites
{
    /// <summary>The piece, without the axes that an index takes away.</summary>
    public static Node Piece(this GraphBuilder b, Node x, IReadOnlyList<AxisRange> ranges)
    {
        var piece = ranges.Select((range, axis) => (range, axis))
            .Aggregate(x, (node, item) => IsWhole(node, item.axis, item.range)
                ? node
                : b.Slice(node, item.axis, item.range.Start, item.range.End));
        return b.Reshape(piece, KeptShape(piece.Type.Shape, ranges));
    }

    /// <summary>
    /// The tensor with a value, which broadcasts to the piece, in the piece's place: along each axis what is before the range, the range,
    /// and what is after it.
    /// </summary>
    public static Node WithPiece(this GraphBuilder b, Node x, IReadOnlyList<AxisRange> ranges, Node value)
    {
        var sizes = Shape.Of(x.Type.Shape.Dims.Select((dim, axis) => axis < ranges.Count ? ranges[axis].End - ranges[axis].Start : dim));
        return b.Replaced(x, 0, ranges, b.Reshape(b.BroadcastTo(value, KeptShape(sizes, ranges)), sizes));
    }

    /// <summary>The slice of a stack that belongs to an iteration of the loop with the index.</summary>
    public static Node OfIteration(this GraphBuilder b, Node stack, string index)
    {
        var iteration = Dim.Symbol(index);
        return b.Reshape(b.Slice(stack, 0, iteration, iteration + 1), Shape.Of(stack.Type.Shape.Dims.Skip(1)));
    }

    /// <summary>The tensor with another piece, from an axis on.</summary>
    private static Node Replaced(this GraphBuilder b, Node whole, int axis, IReadOnlyList<AxisRange> ranges, Node piece)
    {
        if (axis == ranges.Count) return piece;
        var range = ranges[axis];
        if (IsWhole(whole, axis, range)) return b.Replaced(whole, axis + 1, ranges, piece);
        var inner = b.Replaced(b.Slice(whole, axis, range.Start, range.End), axis + 1, ranges, piece);
        var length = whole.Type.Shape[axis];
        List<Node> parts = [];
        if (!range.Start.IsZero) parts.Add(b.Slice(whole, axis, 0, range.Start));
        parts.Add(inner);
        if (range.End != length) parts.Add(b.Slice(whole, axis, range.End, length));
        return b.Concat(axis, parts);
    }

    private static bool IsWhole(Node x, int axis, AxisRange range)
        => range.Start.IsZero && range.End == x.Type.Shape[axis];

    private static Shape KeptShape(Shape piece, IReadOnlyList<AxisRange> ranges)
        => Shape.Of(piece.Dims.Where((_, axis) => axis >= ranges.Count || ranges[axis].IsKept));
}
