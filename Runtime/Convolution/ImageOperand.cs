using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>
/// The right operand of a convolution: windows that slide by 1 over the rows and columns of images, along the last two axes of the places,
/// or, in the gradient of a weight, of the terms. The product reads them where they lie in a padded copy of the images, which is smaller
/// than their windows by as many times as a window has elements.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="windows">The elements, as any operand's.</param>
/// <param name="image">Elements from row to row, how many rows and the first window's first, how many columns and the first window's first;
/// then for each axis of the windows (the terms, or the places) its step in rows, then for each its step in columns, both 0 for
/// channels.</param>
/// <param name="slidesAlongTerms">Whether windows are numbered by terms and their elements by places.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct ImageOperand<T>(AffineOperand<T> windows, long* image, bool slidesAlongTerms) : IGemmOperand<T>
    where T : unmanaged
{
    internal AffineOperand<T> Windows => windows;

    internal bool SlidesAlongTerms => slidesAlongTerms;

    /// <summary>How many axes the elements of a window have.</summary>
    internal int WindowAxes => slidesAlongTerms ? windows.Places : windows.Terms;

    internal long RowStride => image[0];

    internal long Rows => image[1];

    internal long FirstRow => image[2];

    internal long Columns => image[3];

    internal long FirstColumn => image[4];

    internal long RowStep(int axis) => image[5 + axis];

    internal long ColumnStep(int axis) => image[5 + WindowAxes + axis];

    /// <summary>Whether the places along an axis of a window are different images, rather than elements of one.</summary>
    internal bool IsChannel(int axis) => RowStep(axis) == 0 && ColumnStep(axis) == 0;

    /// <inheritdoc/>
    public bool IsSameForBatches => windows.IsSameForBatches;

    /// <inheritdoc/>
    public bool LinesAreNeighbours => false;

    /// <inheritdoc/>
    public void Pack(T* panels, int batch, int first, int count, int depth, int terms, int unit)
        => windows.Pack(panels, batch, first, count, depth, terms, unit);

    /// <inheritdoc/>
    public T* Find(int batch, int first, int depth, int terms, out nint line)
    {
        line = 0;
        return null;
    }
}
