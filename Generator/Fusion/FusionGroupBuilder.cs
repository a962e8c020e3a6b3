using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>A fusion group under construction, with the rule that decides which shapes fit its iteration space.</summary>
/// <param name="number">Its index in the order of creation.</param>
internal sealed class FusionGroupBuilder(int number, GroupKind kind, Shape space)
{
    /// <summary>The approximate maximum number of operations in a kernel: larger kernels gain nothing and compile slowly.</summary>
    public const int MaxMembers = 256;

    /// <summary>The shapes that values of one element a row have; of a row kernel they stay.</summary>
    private (Shape Kept, Shape Dropped)? _rows;

    /// <summary>The floats that its members take and give; null as long as none has any.</summary>
    private (ElementType From, ElementType To)? _types;

    public int Number => number;

    public GroupKind Kind { get; private set; } = kind;

    public Shape Space => space;

    public int RowRank { get; private set; } = space.Rank;

    public List<int> Members { get; } = [];

    /// <summary>
    /// Whether it writes the operands of a concatenation one by one: then its points are elements of an operand, and it cannot become a row
    /// kernel.
    /// </summary>
    public bool WritesConcat { get; set; }

    /// <summary>Whether a node of some types, as <see cref="KernelTypes"/> tells them, may be a member.</summary>
    public bool Takes((ElementType From, ElementType To)? types) => _types is null || types is null || _types == types;

    /// <summary>Tells the types of a member, before the operands that come with it.</summary>
    public void TakeTypes((ElementType From, ElementType To)? types) => _types ??= types;

    /// <summary>The shapes that values have that have a place in it.</summary>
    public IEnumerable<Shape> PlacedShapes => Kind == GroupKind.Row ? [space, RowShapes.Kept, RowShapes.Dropped] : [space];

    private (Shape Kept, Shape Dropped) RowShapes => _rows ??= (Rows(keep: true), Rows(keep: false));

    /// <summary>How a value of this shape maps to the iteration space: one element per point, or per row.</summary>
    public Placement? PlacementOf(Shape shape)
    {
        if (Kind is GroupKind.Control or GroupKind.HostRead or GroupKind.Scatter) return null;
        if (shape == Space) return Placement.Full;
        if (Kind != GroupKind.Row) return null;
        if (shape == RowShapes.Kept) return Placement.Row;
        return shape == RowShapes.Dropped ? Placement.DroppedRow : null;
    }

    /// <summary>Whether the group is, or can become, a row kernel that holds a reduction of the trailing axes.</summary>
    public bool CanReduce(IReadOnlyCollection<int> axes)
    {
        var kept = Space.Rank - axes.Count;
        return !WritesConcat && axes.All(axis => axis >= kept) && (Kind == GroupKind.Map || (Kind == GroupKind.Row && RowRank == kept));
    }

    /// <summary>
    /// Turns a map into a row kernel that can hold a reduction of the trailing axes; false if the group has another iteration space.
    /// </summary>
    public bool TryBecomeRow(IReadOnlyCollection<int> axes)
    {
        if (!CanReduce(axes)) return false;
        (Kind, RowRank) = (GroupKind.Row, Space.Rank - axes.Count);
        return true;
    }

    private Shape Rows(bool keep)
        => Shape.Of(Space.Dims.Take(RowRank).Concat(keep ? Enumerable.Repeat(Dim.One, Space.Rank - RowRank) : []));
}

/// <summary>How a value maps to a group's iteration space.</summary>
internal enum Placement
{
    Full,
    Row,
    DroppedRow,
}
