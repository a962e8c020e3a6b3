using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Indexing;

/// <summary>An operand of a product as windows that slide along some of its axes; the others are the windows' own.</summary>
/// <param name="operand">The operand.</param>
/// <param name="slidesAlongContracted">Whether they slide along the contracted axes, else along the free ones.</param>
internal sealed class SlidingWindows(ProductOperand operand, bool slidesAlongContracted)
{
    private readonly Shape _slides = slidesAlongContracted ? operand.ContractedAxes : operand.FreeAxes;
    private readonly Shape _windows = slidesAlongContracted ? operand.FreeAxes : operand.ContractedAxes;
    private readonly int _firstWindow = operand.Batches + (slidesAlongContracted ? 0 : operand.FreeAxes.Rank);

    /// <summary>The axis along which they slide from column to column: the last one.</summary>
    private readonly int _column = operand.Batches + operand.FreeAxes.Rank - 1 + (slidesAlongContracted ? operand.ContractedAxes.Rank : 0);

    /// <summary>The axis from row to row; below 0 where there is none.</summary>
    private int Row => _slides.Rank > 1 ? _column - 1 : -1;

    /// <summary>The images that they slide over; null where these are none.</summary>
    public ImageForm? Images()
    {
        if (!operand.Index.Coefficients[_column].IsOne) return null;
        var (rows, columns) = (BoundsAlong(Row), BoundsAlong(_column));
        if (operand.Within.Any(bounds => bounds != rows && bounds != columns)) return null;
        var images = Images(rows, columns);
        return Enumerable.Range(0, _windows.Rank).All(axis => LiesAsStepsSay(images, axis)) ? images : null;
    }

    private ImageForm Images(Bounds? rows, Bounds? columns)
        => new(
            slidesAlongContracted,
            Row < 0 ? Dim.Zero : operand.Index.Coefficients[Row],
            rows?.Extent ?? (Row < 0 ? 1 : _slides[_slides.Rank - 2]),
            rows?.Index.Offset ?? 0,
            columns?.Extent ?? _slides[_slides.Rank - 1],
            columns?.Index.Offset ?? 0,
            Steps(rows),
            Steps(columns));

    /// <summary>Whether a step along an axis of the windows leads as far in memory as its rows and columns are.</summary>
    private bool LiesAsStepsSay(ImageForm images, int axis)
    {
        var (rows, columns) = (images.RowSteps[axis], images.ColumnSteps[axis]);
        if (!(rows.Constant >= 0 && columns.Constant >= 0)) return false;
        return (rows.IsZero && columns.IsZero)
            || operand.Index.Coefficients[_firstWindow + axis] == (rows * images.RowStride) + columns;
    }

    private Bounds? BoundsAlong(int axis)
        => axis < 0 ? null : operand.Within.Concat(operand.Certain).Where(bounds => Slides(bounds, axis))
            .Select(bounds => (Bounds?)bounds).FirstOrDefault();

    /// <summary>By 1 along this axis and along no other but the windows' own.</summary>
    private bool Slides(Bounds bounds, int axis) => Enumerable.Range(0, bounds.Index.Coefficients.Count)
        .All(other => (other >= _firstWindow && other < _firstWindow + _windows.Rank)
            || bounds.Index.Coefficients[other] == (other == axis ? Dim.One : Dim.Zero));

    private EquatableArray<Dim> Steps(Bounds? bounds)
        => Enumerable.Range(_firstWindow, _windows.Rank).Select(axis => bounds?.Index.Coefficients[axis] ?? Dim.Zero).ToEquatableArray();
}
