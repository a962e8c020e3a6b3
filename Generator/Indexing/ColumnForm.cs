using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Indexing;

/// <summary>
/// The iteration space of a column kernel: kept and reduced axes, and the indices of operand and result over both.
/// </summary>
/// <param name="Kept">The dimensions of the kept axes; the last one is vectorized.</param>
/// <param name="Inner">The dimensions that are reduced.</param>
/// <param name="Operand">The operand's place.</param>
/// <param name="Within">The bounds of the operand; outside of them its elements are 0.</param>
/// <param name="Result">The result's place, by kept axes alone.</param>
internal sealed record ColumnForm(Shape Kept, Shape Inner, IReadOnlyList<AffineIndex> Operand, EquatableArray<Bounds> Within,
    IReadOnlyList<AffineIndex> Result)
{
    public static ColumnForm FromReduction(Node reduction, Shape operand)
        => reduction.Kind == OpKind.Fold ? FoldedWindows.Columns(reduction, operand) : Reduction(reduction, operand);

    private static ColumnForm Reduction(Node reduction, Shape operand)
    {
        var axes = reduction.Reduction.Axes;
        var (kept, rank) = (reduction.Type.Rank, reduction.Type.Rank + axes.Count);
        var result = Enumerable.Range(0, kept).Select(axis => AffineIndex.Axis(axis, rank)).ToList();
        return new(reduction.Type.Shape, Shape.Of(axes.Select(axis => operand[axis])), OperandIndices(reduction, operand.Rank), [], result);
    }

    /// <summary>The operand's axes that are kept come first, then those that are reduced.</summary>
    private static List<AffineIndex> OperandIndices(Node reduction, int operandRank)
    {
        var axes = reduction.Reduction.Axes;
        var (kept, rank) = (reduction.Type.Rank, reduction.Type.Rank + axes.Count);
        var indices = new List<AffineIndex>();
        var row = 0;
        for (var axis = 0; axis < operandRank; axis++)
        {
            var position = axes.IndexOf(axis);
            indices.Add(AffineIndex.Axis(position < 0 ? row : kept + position, rank));
            if (position < 0 || reduction.Reduction.Keep) row++;
        }

        return indices;
    }
}
