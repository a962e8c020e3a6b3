namespace ModelGen.Runtime;

/// <summary>Copies the rows of images that some rows of windows need, with their padding, and tells where the elements of the windows lie in the copy.</summary>
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

    /// <param name="copy">Gets the images one after the other.</param>
    /// <param name="batch">The number of the product.</param>
    /// <param name="outer">The place along the axes before the rows.</param>
    /// <param name="windowRow">The first row of windows.</param>
    /// <param name="windowRows">How many rows of windows.</param>
    /// <param name="depth">The first element of a window.</param>
    /// <param name="terms">How many elements.</param>
    /// <param name="places">Gets for each element where the first window's element lies.</param>
    public void Copy(T* copy, int batch, int outer, int windowRow, int windowRows, int depth, int terms, nint* places)
    {
        var (first, last) = Planes(depth, terms);
        var rows = windowRows + _rowSpan;
        var size = (nint)rows * Width;
        for (var term = 0; term < terms; term++)
        {
            var (plane, row, column) = Element(depth + term);
            places[term] = ((plane - first) * size) + (row * Width) + column;
        }

        var image = operand.Windows.Data - (operand.FirstRow * operand.RowStride) - operand.FirstColumn + operand.Windows.Offset(0, operand.Windows.Batches, batch)
            + operand.Windows.Offset(FirstSlide, Math.Max(SlideAxes - 2, 0), outer);
        for (var plane = first; plane <= last; plane++, copy += size) CopyPlane(image + PlaneOffset(plane), copy, windowRow + operand.FirstRow, rows);
    }

    private void CopyPlane(T* image, T* copy, long firstRow, int rows)
    {
        var (before, end) = ((int)Math.Clamp(-operand.FirstColumn, 0, Width), (int)Math.Clamp(operand.Columns - operand.FirstColumn, 0, Width));
        for (var row = firstRow; row < firstRow + rows; row++, copy += Width)
        {
            var line = new Span<T>(copy, Width);
            if (row < 0 || row >= operand.Rows || before >= end)
            {
                line.Clear();
                continue;
            }

            line[..before].Clear();
            new ReadOnlySpan<T>(image + (row * operand.RowStride) + operand.FirstColumn + before, end - before).CopyTo(line[before..]);
            line[end..].Clear();
        }
    }

    /// <summary>The first and the last image that some elements of windows need.</summary>
    private (int First, int Last) Planes(int depth, int terms)
    {
        var (first, last) = (int.MaxValue, 0);
        for (var term = depth; term < depth + terms; term++)
        {
            var plane = Element(term).Plane;
            (first, last) = (Math.Min(first, plane), Math.Max(last, plane));
        }

        return (first, last);
    }

    /// <summary>Of which image an element of a window is, and how many rows and columns from the window's first.</summary>
    private (int Plane, int Row, int Column) Element(int term)
    {
        var (plane, planes, row, column) = (0L, 1L, 0L, 0L);
        for (var axis = operand.WindowAxes - 1; axis >= 0; axis--)
        {
            var size = operand.Windows.Size(FirstWindow + axis);
            var (quotient, digit) = Math.DivRem(term, size);
            term = (int)quotient;
            if (IsChannel(axis)) (plane, planes) = (plane + (digit * planes), planes * size);
            else (row, column) = (row + (digit * operand.RowStep(axis)), column + (digit * operand.ColumnStep(axis)));
        }

        return ((int)plane, (int)row, (int)column);
    }

    private long PlaneOffset(int plane)
    {
        var offset = 0L;
        for (var axis = operand.WindowAxes - 1; axis >= 0; axis--)
        {
            if (!IsChannel(axis)) continue;
            var (quotient, digit) = Math.DivRem(plane, operand.Windows.Size(FirstWindow + axis));
            plane = (int)quotient;
            offset += digit * operand.Windows.Step(FirstWindow + axis);
        }

        return offset;
    }

    private bool IsChannel(int axis) => operand.RowStep(axis) == 0 && operand.ColumnStep(axis) == 0;

    private static int First(ImageOperand<T> operand) => operand.Windows.Batches + (operand.SlidesAlongTerms ? 0 : operand.Windows.Places);

    private static int Span(ImageOperand<T> operand, bool isRow)
    {
        var span = 0L;
        for (var axis = 0; axis < operand.WindowAxes; axis++)
            span += (isRow ? operand.RowStep(axis) : operand.ColumnStep(axis)) * (operand.Windows.Size(First(operand) + axis) - 1);
        return (int)span;
    }
}
