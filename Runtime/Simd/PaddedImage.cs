namespace ModelGen.Runtime;

/// <summary>Copies the rows of images that some rows of windows need, with their padding, and tells where the elements of the windows lie in the copy.</summary>
/// <param name="operand">The images and their windows.</param>
internal readonly unsafe struct PaddedImage<T>(ImageOperand<T> operand)
    where T : unmanaged
{
    private readonly int _rowSpan = Span(operand, isRow: true);
    private readonly int _columnSpan = Span(operand, isRow: false);

    /// <summary>Windows side by side.</summary>
    public int Columns => (int)operand.Windows.Size(LastPlace);

    /// <summary>Rows of windows.</summary>
    public int Rows => operand.Windows.Places > 1 ? (int)operand.Windows.Size(LastPlace - 1) : 1;

    /// <summary>Elements of a row of the copy.</summary>
    public int Width => Columns + _columnSpan;

    /// <summary>How many times the windows of a batch slide over images: the places along their other axes.</summary>
    public int Outer
    {
        get
        {
            var count = 1L;
            for (var axis = operand.Windows.Batches; axis < LastPlace - 1; axis++) count *= operand.Windows.Size(axis);
            return (int)count;
        }
    }

    private int LastPlace => operand.Windows.Batches + operand.Windows.Places - 1;

    private int FirstTerm => LastPlace + 1;

    /// <summary>Elements of a copy of some images for some rows of windows.</summary>
    public long Size(int planes, int windowRows) => (long)planes * (windowRows + _rowSpan) * Width;

    /// <summary>How many images so many terms need at most.</summary>
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
    /// <param name="outer">The place along the places' axes before the rows.</param>
    /// <param name="windowRow">The first row of windows.</param>
    /// <param name="windowRows">How many rows of windows.</param>
    /// <param name="depth">The first term.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="places">Gets for each term where the first window's element lies.</param>
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
            + operand.Windows.Offset(operand.Windows.Batches, Math.Max(operand.Windows.Places - 2, 0), outer);
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

    /// <summary>The first and the last image that some terms need.</summary>
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

    /// <summary>Of which image a term is an element, and how many rows and columns from the window's first.</summary>
    private (int Plane, int Row, int Column) Element(int term)
    {
        var (plane, planes, row, column) = (0L, 1L, 0L, 0L);
        for (var axis = operand.Windows.Terms - 1; axis >= 0; axis--)
        {
            var size = operand.Windows.Size(FirstTerm + axis);
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
        for (var axis = operand.Windows.Terms - 1; axis >= 0; axis--)
        {
            if (!IsChannel(axis)) continue;
            var (quotient, digit) = Math.DivRem(plane, operand.Windows.Size(FirstTerm + axis));
            plane = (int)quotient;
            offset += digit * operand.Windows.Step(FirstTerm + axis);
        }

        return offset;
    }

    private bool IsChannel(int axis) => operand.RowStep(axis) == 0 && operand.ColumnStep(axis) == 0;

    private static int Span(ImageOperand<T> operand, bool isRow)
    {
        var span = 0L;
        for (var axis = 0; axis < operand.Windows.Terms; axis++)
            span += (isRow ? operand.RowStep(axis) : operand.ColumnStep(axis)) * (operand.Windows.Size(operand.Windows.Batches + operand.Windows.Places + axis) - 1);
        return (int)span;
    }
}
