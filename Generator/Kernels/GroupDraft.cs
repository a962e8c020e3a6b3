using ModelGen.Generator.IR;

namespace ModelGen.Generator.Kernels;

/// <summary>A group that still grows, and the rule that says which values keep their place in it.</summary>
internal sealed class GroupDraft(GroupKind kind, Shape space, int kept)
{
    public GroupKind Kind { get; private set; } = kind;

    public Shape Space { get; } = space;

    public int Kept { get; private set; } = kept;

    public List<int> Members { get; } = [];

    /// <summary>The groups whose stored values this one reads.</summary>
    public HashSet<GroupDraft> Reads { get; } = [];

    /// <summary>How a value of this shape lies in the space: an element a place, or one a row.</summary>
    public Placement? Place(Shape shape)
    {
        if (Kind is GroupKind.Control or GroupKind.Reading or GroupKind.Scatter) return null;
        if (shape == Space) return Placement.Full;
        if (Kind != GroupKind.Row) return null;
        if (shape == Rows(keep: true)) return Placement.Row;
        return shape == Rows(keep: false) ? Placement.DroppedRow : null;
    }

    /// <summary>Turns a map into the row kernel that can also hold a reduction of the trailing axes; false when the group walks otherwise.</summary>
    public bool Reduce(IReadOnlyCollection<int> axes)
    {
        var kept = Space.Rank - axes.Count;
        if (axes.Any(axis => axis < kept)) return false;
        if (Kind == GroupKind.Map) (Kind, Kept) = (GroupKind.Row, kept);
        return Kind == GroupKind.Row && Kept == kept;
    }

    /// <summary>The groups whose values some groups need, directly or through others.</summary>
    public static HashSet<GroupDraft> Behind(IEnumerable<GroupDraft> groups)
    {
        var behind = new HashSet<GroupDraft>();
        var open = new Stack<GroupDraft>(groups);
        while (open.Count > 0)
        {
            foreach (var read in open.Pop().Reads.Where(behind.Add)) open.Push(read);
        }

        return behind;
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
