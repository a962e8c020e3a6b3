using ModelGen.Generator.IR;

namespace ModelGen.Generator.Analysis;

/// <summary>A value that is affine in the row and column index of a matrix, such as the operands of a mask's comparison.</summary>
internal readonly record struct RowColumnAffine(double Row, double Column, double Offset)
{
    /// <summary>The affine form of a node's value; null if it has none.</summary>
    /// <param name="node">The node.</param>
    /// <param name="number">Its value, if it is a number that is known.</param>
    /// <param name="known">The slopes of the nodes before it.</param>
    public static RowColumnAffine? FromNode(Node node, double? number, IReadOnlyList<RowColumnAffine?> known) => node.Kind switch
    {
        OpKind.Iota => AlongAxis(node.Type.Shape, node.Iota.Axis),
        OpKind.Convert => HasIndices(node.Type.Element) ? known[node.Inputs[0]] : null,
        OpKind.Detach or OpKind.Broadcast => known[node.Inputs[0]],
        OpKind.Add => known[node.Inputs[0]]?.Plus(known[node.Inputs[1]], 1),
        OpKind.Subtract => known[node.Inputs[0]]?.Plus(known[node.Inputs[1]], -1),
        _ => number is { } value ? new(0, 0, value) : null,
    };

    /// <summary>
    /// Whether it is less than another (or equal, if that counts) wherever the column is greater than the row: 1 if always, 0 if never,
    /// null if it varies.
    /// </summary>
    public double? CompareAboveDiagonal(RowColumnAffine? other, bool orEqual)
    {
        if (other?.Plus(this, -1) is not { } rest || rest.Row != -rest.Column) return null;

        // The difference is monotonic in the distance from the diagonal, which is at least 1.
        var nearest = rest.Column + rest.Offset;
        var isLess = nearest > 0 || (orEqual && nearest == 0);
        return isLess ? (rest.Column >= 0 ? 1 : null) : rest.Column <= 0 ? 0 : null;
    }

    /// <summary>Whether a type has each whole number that an index can be.</summary>
    private static bool HasIndices(ElementType type) => type is not (ElementType.Float16 or ElementType.BFloat16);

    private static RowColumnAffine? AlongAxis(Shape shape, int axis) => shape[axis].IsOne ? null : (shape.Rank - axis) switch
    {
        1 => new(0, 1, 0),
        2 => new(1, 0, 0),
        _ => null,
    };

    private RowColumnAffine? Plus(RowColumnAffine? other, int times)
        => other is { } slope ? new(Row + (times * slope.Row), Column + (times * slope.Column), Offset + (times * slope.Offset)) : null;
}
