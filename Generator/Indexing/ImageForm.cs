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
        var (byFreeAxes, byContractedAxes) = (Along(false), Along(true));
        if (byFreeAxes is null || byContractedAxes is null) return byFreeAxes ?? byContractedAxes;
        var (freeSize, contractedSize) = (operand.FreeAxes[operand.FreeAxes.Rank - 1].Constant,
            operand.ContractedAxes[operand.ContractedAxes.Rank - 1].Constant);
        return contractedSize is null || contractedSize > freeSize ? byContractedAxes : byFreeAxes;

        ImageForm? Along(bool contracted) => new SlidingWindows(operand, contracted).Images();
    }
}
