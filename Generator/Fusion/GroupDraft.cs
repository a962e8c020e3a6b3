using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>A group that still grows, and the rule that says which values keep their place in it.</summary>
/// <param name="number">Its place in the order in which groups were opened.</param>
internal sealed class GroupDraft(int number, GroupKind kind, Shape space)
{
    /// <summary>The shapes that values of one element a row have; of a row kernel they stay.</summary>
    private (Shape Kept, Shape Dropped)? _rows;

    public int Number => number;

    public GroupKind Kind { get; private set; } = kind;

    public Shape Space => space;

    public int Kept { get; private set; } = space.Rank;

    public List<int> Members { get; } = [];

    /// <summary>Whether it writes a concatenation piece by piece: then each place is one of a piece, and none the end of a row.</summary>
    public bool HasPieces { get; set; }

    /// <summary>The shapes that values have that have a place in it.</summary>
    public IEnumerable<Shape> PlacedShapes => Kind == GroupKind.Row ? [space, RowShapes.Kept, RowShapes.Dropped] : [space];

    private (Shape Kept, Shape Dropped) RowShapes => _rows ??= (Rows(keep: true), Rows(keep: false));

    /// <summary>How a value of this shape lies in the space: an element a place, or one a row.</summary>
    public Placement? Place(Shape shape)
    {
        if (Kind is GroupKind.Control or GroupKind.Reading or GroupKind.Scatter) return null;
        if (shape == Space) return Placement.Full;
        if (Kind != GroupKind.Row) return null;
        if (shape == RowShapes.Kept) return Placement.Row;
        return shape == RowShapes.Dropped ? Placement.DroppedRow : null;
    }

    /// <summary>Whether the group is, or can become, a row kernel that holds a reduction of the trailing axes.</summary>
    public bool CanReduce(IReadOnlyCollection<int> axes)
    {
        var kept = Space.Rank - axes.Count;
        return !HasPieces && axes.All(axis => axis >= kept) && (Kind == GroupKind.Map || (Kind == GroupKind.Row && Kept == kept));
    }

    /// <summary>
    /// Turns a map into the row kernel that can also hold a reduction of the trailing axes; false when the group walks otherwise.
    /// </summary>
    public bool Reduce(IReadOnlyCollection<int> axes)
    {
        if (!CanReduce(axes)) return false;
        (Kind, Kept) = (GroupKind.Row, Space.Rank - axes.Count);
        return true;
    }

    private Shape Rows(bool keep)
        => Shape.Of(Space.Dims.Take(Kept).Concat(keep ? Enumerable.Repeat(Dim.One, Space.Rank - Kept) : []));
}

/// <summary>How a value lies in a group's space.</summary>
internal enum Placement
{
    Full,
    Row,
    DroppedRow,
}
