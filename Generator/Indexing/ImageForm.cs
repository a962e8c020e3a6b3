using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Indexing;

/// <summary>
/// The operand of a convolution: windows that slide with stride 1 over the rows and columns of images. The element of a window lies as many
/// rows and columns from the window's first as the steps of its axes say; along axes without steps, such as channels, there is an image for
/// each place.
/// </summary>
/// <param name="SlidesAlongContracted">Whether the windows are numbered by the last two axes of the terms and their elements by the places,
/// as in the gradient of a weight; else by those of the places, and their elements by the terms.</param>
/// <param name="RowStride">Elements in memory from row to row; those of a row lie side by side.</param>
/// <param name="Rows">How many rows an image has.</param>
/// <param name="FirstRow">The row of the first window's first element: below 0 where the image is padded.</param>
/// <param name="Columns">How many columns an image has.</param>
/// <param name="FirstColumn">As for rows.</param>
/// <param name="RowSteps">For each axis of the windows the rows from element to element.</param>
/// <param name="ColumnSteps">For each axis of the windows the columns from element to element.</param>
internal sealed record ImageForm(bool SlidesAlongContracted, Dim RowStride, Dim Rows, Dim FirstRow, Dim Columns, Dim FirstColumn,
    EquatableArray<Dim> RowSteps, EquatableArray<Dim> ColumnSteps)
{
    /// <summary>
    /// The operand as images over which windows slide, or null where it is none; the windows are more than their elements.
    /// </summary>
    public static ImageForm? Match(ProductOperand operand)
    {
        if (operand.IsMatrix) return null;
        var (byFreeAxes, byContractedAxes) = (Along(operand, isTerms: false), Along(operand, isTerms: true));
        if (byFreeAxes is null || byContractedAxes is null) return byFreeAxes ?? byContractedAxes;
        var (freeSize, contractedSize) = (operand.FreeAxes[operand.FreeAxes.Rank - 1].Constant,
            operand.ContractedAxes[operand.ContractedAxes.Rank - 1].Constant);
        return contractedSize is null || contractedSize > freeSize ? byContractedAxes : byFreeAxes;
    }

    private static ImageForm? Along(ProductOperand operand, bool isTerms)
    {
        var (slides, windows) = isTerms ? (operand.ContractedAxes, operand.FreeAxes) : (operand.FreeAxes, operand.ContractedAxes);
        var (firstSlide, firstWindow) = (operand.Batches + (isTerms ? operand.FreeAxes.Rank : 0),
            operand.Batches + (isTerms ? 0 : operand.FreeAxes.Rank));
        var column = firstSlide + slides.Rank - 1;
        var row = slides.Rank > 1 ? column - 1 : -1;
        if (!operand.Index.Coefficients[column].IsOne) return null;
        var (rows, columns) = (Bounds(row), Bounds(column));
        if (operand.Within.Any(bounds => bounds != rows && bounds != columns)) return null;
        var stride = row < 0 ? Dim.Zero : operand.Index.Coefficients[row];
        var (rowSteps, columnSteps) = (Steps(rows), Steps(columns));
        for (var axis = 0; axis < windows.Rank; axis++)
        {
            var isWithin = !rowSteps[axis].IsZero || !columnSteps[axis].IsZero;
            if (!(rowSteps[axis].Constant >= 0 && columnSteps[axis].Constant >= 0)) return null;
            if (isWithin && operand.Index.Coefficients[firstWindow + axis] != (rowSteps[axis] * stride) + columnSteps[axis]) return null;
        }

        return new(isTerms, stride, rows?.Extent ?? (row < 0 ? 1 : slides[slides.Rank - 2]), rows?.Index.Offset ?? 0,
            columns?.Extent ?? slides[slides.Rank - 1], columns?.Index.Offset ?? 0, rowSteps, columnSteps);

        Bounds? Bounds(int axis)
            => axis < 0 ? null : operand.Within.Concat(operand.Certain).Where(bounds => Slides(bounds, axis))
                .Select(bounds => (Bounds?)bounds).FirstOrDefault();

        // By 1 along this axis and along no other but the windows' own.
        bool Slides(Bounds bounds, int axis) => Enumerable.Range(0, bounds.Index.Coefficients.Count)
            .All(other => (other >= firstWindow && other < firstWindow + windows.Rank)
                || bounds.Index.Coefficients[other] == (other == axis ? Dim.One : Dim.Zero));

        EquatableArray<Dim> Steps(Bounds? bounds)
            => Enumerable.Range(firstWindow, windows.Rank).Select(axis => bounds?.Index.Coefficients[axis] ?? Dim.Zero).ToEquatableArray();
    }
}
