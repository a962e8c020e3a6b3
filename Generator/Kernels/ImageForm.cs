using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// The operand of a convolution: windows that slide by 1 over the rows and columns of images. The element of a window lies as many rows and
/// columns from the window's first as the steps of its axes say; along axes without steps, such as channels, there is an image for each place.
/// </summary>
/// <param name="RowStride">Elements in memory from row to row; those of a row lie side by side.</param>
/// <param name="Rows">How many rows an image has.</param>
/// <param name="FirstRow">The row of the first window's first element: below 0 where the image is padded.</param>
/// <param name="Columns">How many columns an image has.</param>
/// <param name="FirstColumn">As for rows.</param>
/// <param name="RowSteps">For each axis of the windows the rows from element to element.</param>
/// <param name="ColumnSteps">For each axis of the windows the columns from element to element.</param>
internal sealed record ImageForm(Dim RowStride, Dim Rows, Dim FirstRow, Dim Columns, Dim FirstColumn, EquatableArray<Dim> RowSteps, EquatableArray<Dim> ColumnSteps)
{
    /// <summary>The operand as images over which windows slide along the last two axes of its places; null where it is none.</summary>
    public static ImageForm? Of(ProductOperand operand)
    {
        var column = operand.Batches + operand.Places.Rank - 1;
        var row = operand.Places.Rank > 1 ? column - 1 : -1;
        if (operand.IsMatrix || !operand.PlaceStride.IsOne) return null;
        var (rows, columns) = (Bounds(row), Bounds(column));
        if (operand.Within.Any(bounds => bounds != rows && bounds != columns)) return null;
        var stride = row < 0 ? Dim.Zero : operand.Index.Coefficients[row];
        var (rowSteps, columnSteps) = (Steps(rows), Steps(columns));
        for (var axis = 0; axis < operand.Terms.Rank; axis++)
        {
            var isWithin = !rowSteps[axis].IsZero || !columnSteps[axis].IsZero;
            if (!(rowSteps[axis].Constant >= 0 && columnSteps[axis].Constant >= 0)) return null;
            if (isWithin && operand.Index.Coefficients[column + 1 + axis] != (rowSteps[axis] * stride) + columnSteps[axis]) return null;
        }

        return new(stride, rows?.Extent ?? (row < 0 ? 1 : operand.Places[operand.Places.Rank - 2]), rows?.Index.Offset ?? 0, columns?.Extent ?? operand.Places[operand.Places.Rank - 1], columns?.Index.Offset ?? 0, rowSteps, columnSteps);

        Bounds? Bounds(int axis) => axis < 0 ? null : operand.Within.Concat(operand.Certain).Where(bounds => Slides(bounds, axis)).Select(bounds => (Bounds?)bounds).FirstOrDefault();

        // By 1 along this axis and along no other but the windows' own.
        bool Slides(Bounds bounds, int axis) => Enumerable.Range(0, column + 1).All(other => bounds.Index.Coefficients[other] == (other == axis ? Dim.One : Dim.Zero));

        EquatableArray<Dim> Steps(Bounds? bounds) => Enumerable.Range(column + 1, operand.Terms.Rank).Select(axis => bounds?.Index.Coefficients[axis] ?? Dim.Zero).ToEquatableArray();
    }
}
