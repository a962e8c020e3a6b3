using ModelGen.Generator.IR;

namespace ModelGen.Generator.Analysis;

/// <summary>A number that grows evenly along the rows and the columns of a matrix, as those that a mask compares.</summary>
internal readonly record struct Slope(double Row, double Column, double Offset)
{
    /// <summary>That of a node; null if it is none.</summary>
    /// <param name="node">The node.</param>
    /// <param name="number">Its value, if it is a number that is known.</param>
    /// <param name="known">The slopes of the nodes before it.</param>
    public static Slope? Of(Node node, double? number, IReadOnlyList<Slope?> known) => node.Kind switch
    {
        OpKind.Iota => Along(node.Type.Shape, node.Arguments.Axes[0]),
        OpKind.ConvertToFloat or OpKind.ConvertToInt or OpKind.Detach or OpKind.Broadcast => known[node.Inputs[0]],
        OpKind.Add => known[node.Inputs[0]]?.Plus(known[node.Inputs[1]], 1),
        OpKind.Subtract => known[node.Inputs[0]]?.Plus(known[node.Inputs[1]], -1),
        _ => number is { } value ? new(0, 0, value) : null,
    };

    /// <summary>
    /// Whether it is less than another (or equal, if that counts) wherever the column is greater than the row: 1 or 0, null if here so and
    /// there not.
    /// </summary>
    public double? IsLessAbove(Slope? other, bool orEqual)
    {
        if (other?.Plus(this, -1) is not { } rest || rest.Row != -rest.Column) return null;

        // What is left grows or falls with the distance from the diagonal, which is 1 at least.
        var nearest = rest.Column + rest.Offset;
        var isLess = nearest > 0 || (orEqual && nearest == 0);
        return isLess ? (rest.Column >= 0 ? 1 : null) : rest.Column <= 0 ? 0 : null;
    }

    private static Slope? Along(Shape shape, int axis) => shape[axis].IsOne ? null : (shape.Rank - axis) switch
    {
        1 => new(0, 1, 0),
        2 => new(1, 0, 0),
        _ => null,
    };

    private Slope? Plus(Slope? other, int times)
        => other is { } slope ? new(Row + (times * slope.Row), Column + (times * slope.Column), Offset + (times * slope.Offset)) : null;
}
