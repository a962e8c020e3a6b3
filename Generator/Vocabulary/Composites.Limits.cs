using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>What must hold of indices and sizes that only a call knows.</summary>
internal static partial class Composites
{
    /// <summary>Asks that a number be an index of an axis.</summary>
    public static void MustBeIndex(this GraphBuilder b, Node x, int axis, Dim index)
    {
        var (subject, length) = (Where(x, axis), x.Type.Shape[Axis(x, axis)]);
        b.Limit(new(index, 0, length - 1, length, b.What("index", index), subject));
    }

    /// <summary>Asks that the half-open range lie within an axis.</summary>
    public static void MustBeRange(this GraphBuilder b, Node x, int axis, Dim start, Dim end)
    {
        var (subject, length) = (Where(x, axis), x.Type.Shape[Axis(x, axis)]);
        b.Limit(new(end, 0, length, length, b.What("end", end), subject));
        b.Limit(new(start, 0, end, length, b.What("start", start), subject));
    }

    /// <summary>Asks that a size, a stride or the like be no less than a number.</summary>
    public static void MustBeAtLeast(this GraphBuilder b, string what, Dim value, Dim least)
        => b.Limit(new(value, least, null, 0, b.What(what, value), ""));

    /// <summary>Asks that there be an element to choose: the greatest of none is none.</summary>
    public static Node MustHaveElements(this GraphBuilder b, Node x, IReadOnlyList<int>? axes)
    {
        foreach (var axis in AxesOf(x, axes)) b.MustBeAtLeast($"size of axis {GraphText.Number(axis)},", x.Type.Shape[axis], 1);
        return x;
    }

    /// <summary>Asks that each dimension of a shape that is asked for be 0 or more.</summary>
    public static Shape MustBeShape(this GraphBuilder b, Shape shape)
    {
        foreach (var dim in shape.Dims) b.MustBeAtLeast("size", dim, 0);
        return shape;
    }

    private static string Where(Node x, int axis) => $"axis {GraphText.Number(Axis(x, axis))} of {x.Type.Shape}";

    /// <summary>The text of an expression and the number in it; the index of a loop has a name of its own in the source.</summary>
    private static string What(this GraphBuilder b, string what, Dim value)
        => value.IsConstant || value.Symbols.Any(b.Indices.Contains) ? $"{b.Subject}: the {what}" : $"{b.Subject}: the {what} {value}";
}
