using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Indexing;

/// <summary>
/// How a column kernel walks a reduction: its kept axes and what it reduces over, and where operand and result lie for a place of both.
/// </summary>
/// <param name="Kept">The dimensions of the kept axes; lanes lie along the last.</param>
/// <param name="Inner">The dimensions that are reduced.</param>
/// <param name="Operand">The operand's place.</param>
/// <param name="Within">Where the operand has an element; elsewhere 0 is taken.</param>
/// <param name="Result">The result's place, by kept axes alone.</param>
internal sealed record ColumnForm(Shape Kept, Shape Inner, IReadOnlyList<AffineIndex> Operand, EquatableArray<Bounds> Within,
    IReadOnlyList<AffineIndex> Result)
{
    public static ColumnForm Of(Node reduction, Shape operand)
        => reduction.Kind == OpKind.Fold ? Fold(reduction, operand) : Reduction(reduction, operand);

    private static ColumnForm Reduction(Node reduction, Shape operand)
    {
        var axes = reduction.Arguments.Axes;
        var (kept, rank) = (reduction.Type.Rank, reduction.Type.Rank + axes.Count);
        var places = new List<AffineIndex>();
        var row = 0;
        for (var axis = 0; axis < operand.Rank; axis++)
        {
            var place = axes.IndexOf(axis);
            places.Add(AffineIndex.Axis(place < 0 ? row : kept + place, rank));
            if (place < 0 || reduction.Arguments.Keep) row++;
        }

        var result = Enumerable.Range(0, kept).Select(axis => AffineIndex.Axis(axis, rank)).ToList();
        return new(reduction.Type.Shape, Shape.Of(axes.Select(axis => operand[axis])), places, [], result);
    }

    /// <summary>
    /// The kept axes are first the places r within a stride, then the result's axes, the folded ones counted in strides: place q stride + r
    /// takes element r + stride m of window q - dilation m for each m, see <see cref="WindowForm.IsFoldable"/>. Windows that do not overlap
    /// have one m.
    /// </summary>
    private static ColumnForm Fold(Node fold, Shape operand)
    {
        var form = WindowForm.Of(fold.Arguments);
        var (count, kept) = (form.Count, form.Count + fold.Type.Rank);
        var rank = kept + count;
        var steps = Enumerable.Range(0, count)
            .Select(number => Dim.FloorDivide(operand[fold.Type.Rank + number] + form.Strides[number] - 1, form.Strides[number])).ToList();
        var dims = form.Strides.Concat(fold.Type.Shape.Dims).ToArray();
        var result = Enumerable.Range(count, fold.Type.Rank).Select(axis => AffineIndex.Axis(axis, rank)).ToList();
        var places = result.ToList();
        var within = new List<Bounds>();
        for (var number = 0; number < count; number++)
        {
            var axis = form.Axes[number];
            var (rest, step) = (AffineIndex.Axis(number, rank),
                steps[number].IsOne ? AffineIndex.Zero(rank) : AffineIndex.Axis(kept + number, rank));
            dims[count + axis] = form.Sizes[number];
            result[axis] = result[axis].Times(form.Strides[number]).Plus(rest);
            places[axis] = places[axis].Plus(step.Times(form.Dilations[number] * -1));
            places.Add(rest.Plus(step.Times(form.Strides[number])));
            if (!steps[number].IsOne || form.Sizes[number] != operand[axis]) within.Add(new(places[axis], operand[axis]));
            if (!form.Strides[number].IsOne && (!steps[number].IsOne || form.Strides[number] != operand[fold.Type.Rank + number]))
                within.Add(new(places[^1], operand[fold.Type.Rank + number]));
        }

        return new(Shape.Of(dims), Shape.Of(steps), places, within.ToEquatableArray(), result);
    }
}
