using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// An integer that is affine in the coordinates of a kernel's iteration space: <see cref="Offset"/> plus the sum of coordinate times
/// coefficient.
/// </summary>
internal readonly record struct AffineIndex(Dim Offset, EquatableArray<Dim> Coefficients)
{
    public IEnumerable<Dim> Dims => Coefficients.Prepend(Offset);

    /// <summary>The coordinate of one axis of a space of <paramref name="rank"/> axes.</summary>
    public static AffineIndex Axis(int axis, int rank)
    {
        var coefficients = new Dim[rank];
        coefficients[axis] = Dim.One;
        return new(Dim.Zero, new(coefficients));
    }

    /// <summary>The identity map of a space of <paramref name="rank"/> axes.</summary>
    public static List<AffineIndex> Identity(int rank) => [.. Enumerable.Range(0, rank).Select(axis => Axis(axis, rank))];

    public static AffineIndex Zero(int rank) => new(Dim.Zero, new(new Dim[rank]));

    public AffineIndex Plus(Dim offset) => this with { Offset = Offset + offset };

    public AffineIndex Plus(AffineIndex other)
    {
        var coefficients = new Dim[Coefficients.Count];
        for (var axis = 0; axis < coefficients.Length; axis++) coefficients[axis] = Coefficients[axis] + other.Coefficients[axis];
        return new(Offset + other.Offset, new(coefficients));
    }

    public AffineIndex Times(Dim factor)
    {
        if (factor.IsOne) return this;
        var coefficients = new Dim[Coefficients.Count];
        for (var axis = 0; axis < coefficients.Length; axis++) coefficients[axis] = Coefficients[axis] * factor;
        return new(Offset * factor, new(coefficients));
    }

    /// <summary>The offset of the element at <paramref name="coordinates"/> in a dense row-major tensor.</summary>
    public static AffineIndex Linear(Shape shape, IReadOnlyList<AffineIndex> coordinates, int rank)
    {
        var (strides, offset, coefficients) = (shape.Strides(), Dim.Zero, new Dim[rank]);
        for (var axis = 0; axis < coordinates.Count; axis++)
        {
            offset += coordinates[axis].Offset * strides[axis];
            for (var other = 0; other < rank; other++) coefficients[other] += coordinates[axis].Coefficients[other] * strides[axis];
        }

        return new(offset, new(coefficients));
    }
}

/// <summary>A constraint on a point of the iteration space: <c>0 &lt;= Index &lt; Extent</c>.</summary>
internal readonly record struct Bounds(AffineIndex Index, Dim Extent)
{
    public IEnumerable<Dim> Dims => Index.Dims.Append(Extent);
}
