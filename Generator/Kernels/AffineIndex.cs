using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// An integer that is affine in the coordinates of a kernel's iteration space: <see cref="Offset"/> plus the sum of coordinate times coefficient.
/// </summary>
internal readonly record struct AffineIndex(Dim Offset, EquatableArray<Dim> Coefficients)
{
    public IEnumerable<Dim> Dims => Coefficients.Prepend(Offset);

    /// <summary>The coordinate of one axis of a space of <paramref name="rank"/> axes.</summary>
    public static AffineIndex Axis(int axis, int rank)
        => new(Dim.Zero, Enumerable.Range(0, rank).Select(other => other == axis ? Dim.One : Dim.Zero).ToEquatableArray());

    public static AffineIndex Zero(int rank) => new(Dim.Zero, Enumerable.Repeat(Dim.Zero, rank).ToEquatableArray());

    public AffineIndex Plus(Dim offset) => this with { Offset = Offset + offset };

    public AffineIndex Plus(AffineIndex other)
        => new(Offset + other.Offset, Coefficients.Zip(other.Coefficients, (a, b) => a + b).ToEquatableArray());

    public AffineIndex Times(Dim factor) => new(Offset * factor, Coefficients.Select(coefficient => coefficient * factor).ToEquatableArray());

    /// <summary>The place in a dense row-major tensor of the element at <paramref name="coordinates"/>.</summary>
    public static AffineIndex Linear(Shape shape, IReadOnlyList<AffineIndex> coordinates, int rank)
        => coordinates.Zip(shape.Strides(), (coordinate, stride) => coordinate.Times(stride)).Aggregate(Zero(rank), (sum, term) => sum.Plus(term));
}

/// <summary>A condition on the place in the iteration space: <c>0 &lt;= Index &lt; Extent</c>.</summary>
internal readonly record struct Bounds(AffineIndex Index, Dim Extent)
{
    public IEnumerable<Dim> Dims => Index.Dims.Append(Extent);
}
