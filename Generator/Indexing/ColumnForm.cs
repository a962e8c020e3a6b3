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
        => reduction.Kind == OpKind.Fold ? Fold(reduction, operand) : Reduction(reduction, operand);

    private static ColumnForm Reduction(Node reduction, Shape operand)
    {
        var axes = reduction.Reduction.Axes;
        var (kept, rank) = (reduction.Type.Rank, reduction.Type.Rank + axes.Count);
        var indices = new List<AffineIndex>();
        var row = 0;
        for (var axis = 0; axis < operand.Rank; axis++)
        {
            var position = axes.IndexOf(axis);
            indices.Add(AffineIndex.Axis(position < 0 ? row : kept + position, rank));
            if (position < 0 || reduction.Reduction.Keep) row++;
        }

        var result = Enumerable.Range(0, kept).Select(axis => AffineIndex.Axis(axis, rank)).ToList();
        return new(reduction.Type.Shape, Shape.Of(axes.Select(axis => operand[axis])), indices, [], result);
    }

    /// <summary>
    /// The kept axes are first the places r within a stride, then the result's axes, the folded ones counted in strides: place q stride + r
    /// takes element r + stride m of window q - dilation m for each m, see <see cref="WindowForm.IsFoldable"/>. Windows that do not overlap
    /// have one m.
    /// </summary>
    private static ColumnForm Fold(Node fold, Shape operand)
    {
        var form = fold.Window;
        var (count, kept) = (form.Count, form.Count + fold.Type.Rank);
        var rank = kept + count;
        var steps = Enumerable.Range(0, count)
            .Select(number => Dim.FloorDivide(operand[fold.Type.Rank + number] + form.Strides[number] - 1, form.Strides[number])).ToList();
        var dims = form.Strides.Concat(fold.Type.Shape.Dims).ToArray();
        var result = Enumerable.Range(count, fold.Type.Rank).Select(axis => AffineIndex.Axis(axis, rank)).ToList();
        var indices = result.ToList();
        var within = new List<Bounds>();
        for (var number = 0; number < count; number++)
        {
            var axis = form.Axes[number];
            var (rest, step) = (AffineIndex.Axis(number, rank),
                steps[number].IsOne ? AffineIndex.Zero(rank) : AffineIndex.Axis(kept + number, rank));
            dims[count + axis] = form.Sizes[number];
            result[axis] = result[axis].Times(form.Strides[number]).Plus(rest);
            indices[axis] = indices[axis].Plus(step.Times(form.Dilations[number] * -1));
            indices.Add(rest.Plus(step.Times(form.Strides[number])));
            if (!steps[number].IsOne || form.Sizes[number] != operand[axis]) within.Add(new(indices[axis], operand[axis]));
            if (!form.Strides[number].IsOne && (!steps[number].IsOne || form.Strides[number] != operand[fold.Type.Rank + number]))
                within.Add(new(indices[^1], operand[fold.Type.Rank + number]));
        }

        return new(Shape.Of(dims), Shape.Of(steps), indices, within.ToEquatableArray(), result);
    }
}
