using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// Copies the rows of images that some rows of windows need, with their padding, and tells where the elements of the windows lie in the
/// copy.
/// </summary>
/// <param name="operand">The images and their windows.</param>
internal readonly unsafe struct PaddedImage<T>(ImageOperand<T> operand)
    where T : unmanaged
{
    private readonly int _rowSpan = Span(operand, isRow: true);
    private readonly int _columnSpan = Span(operand, isRow: false);

    /// <summary>Windows side by side.</summary>
    public int Columns => (int)operand.Windows.Size(LastSlide);

    /// <summary>Rows of windows.</summary>
    public int Rows => SlideAxes > 1 ? (int)operand.Windows.Size(LastSlide - 1) : 1;

    /// <summary>Elements of a row of the copy.</summary>
    public int Width => Columns + _columnSpan;

    /// <summary>How many times the windows of a batch slide over images: the places along the axes before rows and columns.</summary>
    public int Outer
    {
        get
        {
            var count = 1L;
            for (var axis = FirstSlide; axis < LastSlide - 1; axis++) count *= operand.Windows.Size(axis);
            return (int)count;
        }
    }

    /// <summary>How many axes the elements of a window have.</summary>
    public int WindowAxes => operand.WindowAxes;

    private int SlideAxes => operand.SlidesAlongTerms ? operand.Windows.Terms : operand.Windows.Places;

    private int FirstSlide => operand.Windows.Batches + (operand.SlidesAlongTerms ? operand.Windows.Places : 0);

    private int LastSlide => FirstSlide + SlideAxes - 1;

    private int FirstWindow => First(operand);

    /// <summary>The axis of a window's elements along which they are one row further each, and no other is; -1 if there is none.</summary>
    public int RowAxis
    {
        get
        {
            var found = -1;
            for (var axis = 0; axis < operand.WindowAxes; axis++)
            {
                if (operand.RowStep(axis) == 0) continue;
                if (found >= 0 || operand.RowStep(axis) != 1 || operand.ColumnStep(axis) != 0) return -1;
                found = axis;
            }

            return found;
        }
    }

    /// <summary>Whether the elements along an axis of a window are in different images.</summary>
    public bool IsChannel(int axis) => operand.IsChannel(axis);

    /// <summary>The size of an axis of a window's elements.</summary>
    public int WindowSize(int axis) => (int)operand.Windows.Size(FirstWindow + axis);

    /// <summary>Elements of a copy of some images for some rows of windows.</summary>
    public long Size(int planes, int windowRows) => (long)planes * (windowRows + _rowSpan) * Width;

    /// <summary>How many images so many elements of windows need at most.</summary>
    public int MostPlanes(int terms, int atOnce)
    {
        var most = 0;
        for (var depth = 0; depth < terms; depth += atOnce)
        {
            var (first, last) = Planes(depth, Math.Min(atOnce, terms - depth));
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    /// <summary>Finds out where the elements of windows lie.</summary>
    /// <param name="places">Gets it.</param>
    /// <param name="windowRows">For how many rows of windows the images are copied.</param>
    /// <param name="depth">The first element of a window.</param>
    /// <param name="terms">How many elements.</param>
    public void Locate(WindowOffsets places, int windowRows, int depth, int terms)
    {
        var (first, last) = Planes(depth, terms);
        (places.FirstPlane, places.Planes) = (first, last - first + 1);
        var size = (nint)Size(1, windowRows);
        var elements = new WindowElements<T>(operand, FirstWindow, depth, stackalloc int[operand.WindowAxes]);
        var step = (elements.Step.Planes * size) + (elements.Step.Rows * Width) + elements.Step.Columns;
        for (var term = 0; term < terms;)
        {
            var place = ((elements.Plane - first) * size) + (elements.Row * Width) + elements.Column;
            var run = Math.Min(elements.Run, terms - term);
            for (var number = 0; number < run; number++, place += step) places.Offsets[term++] = place;
            elements.Next(run);
        }
    }

    /// <param name="copy">Gets the images one after the other.</param>
    /// <param name="batch">The number of the product.</param>
    /// <param name="outer">The place along the axes before the rows.</param>
    /// <param name="windowRow">The first row of windows.</param>
    /// <param name="windowRows">How many rows of windows.</param>
    /// <param name="places">Of which images the elements of windows are.</param>
    public void Copy(T* copy, int batch, int outer, int windowRow, int windowRows, WindowOffsets places)
    {
        var size = (nint)Size(1, windowRows);
        var image = operand.Windows.Data - (operand.FirstRow * operand.RowStride) - operand.FirstColumn
            + operand.Windows.Offset(0, operand.Windows.Batches, batch)
            + operand.Windows.Offset(FirstSlide, Math.Max(SlideAxes - 2, 0), outer);
        for (var plane = 0; plane < places.Planes; plane++, copy += size)
            CopyPlane(image + PlaneOffset(places.FirstPlane + plane), copy, windowRow + operand.FirstRow, windowRows + _rowSpan);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyPlane(T* image, T* copy, long firstRow, int rows)
    {
        var (before, end) = ((int)Math.Clamp(-operand.FirstColumn, 0, Width),
            (int)Math.Clamp(operand.Columns - operand.FirstColumn, 0, Width));
        var (begin, stop) = ((int)Math.Clamp(-firstRow, 0, rows), (int)Math.Clamp(operand.Rows - firstRow, 0, rows));
        if (before > 0 || end < Width || begin > 0 || stop < rows) new Span<T>(copy, rows * Width).Clear();
        if (before >= end) return;
        var line = image + ((firstRow + begin) * operand.RowStride) + operand.FirstColumn + before;
        for (var row = begin; row < stop; row++, line += operand.RowStride)
            VectorRow<T>.Move(line, copy + (row * Width) + before, end - before);
    }

    /// <summary>The first and the last image that some elements of windows need.</summary>
    private (int First, int Last) Planes(int depth, int terms)
    {
        var (first, last) = (int.MaxValue, 0);
        var elements = new WindowElements<T>(operand, FirstWindow, depth, stackalloc int[operand.WindowAxes]);
        for (var term = 0; term < terms;)
        {
            var run = Math.Min(elements.Run, terms - term);
            (first, last) = (Math.Min(first, elements.Plane), Math.Max(last, elements.Plane + ((run - 1) * elements.Step.Planes)));
            elements.Next(run);
            term += run;
        }

        return (first, last);
    }

    private long PlaneOffset(int plane)
    {
        var offset = 0L;
        for (var axis = operand.WindowAxes - 1; axis >= 0; axis--)
        {
            if (!operand.IsChannel(axis)) continue;
            var (quotient, digit) = Math.DivRem(plane, operand.Windows.Size(FirstWindow + axis));
            plane = (int)quotient;
            offset += digit * operand.Windows.Step(FirstWindow + axis);
        }

        return offset;
    }

    private static int First(ImageOperand<T> operand) => operand.Windows.Batches + (operand.SlidesAlongTerms ? 0 : operand.Windows.Places);

    private static int Span(ImageOperand<T> operand, bool isRow)
    {
        var span = 0L;
        for (var axis = 0; axis < operand.WindowAxes; axis++)
            span += (isRow ? operand.RowStep(axis) : operand.ColumnStep(axis)) * (operand.Windows.Size(First(operand) + axis) - 1);
        return (int)span;
    }
}
