using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>One product, as items of work: blocks of the result.</summary>
internal readonly unsafe struct GemmJob<T, TVector, TLanes> : IGemmJob
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    private readonly GemmProduct<T> _product;
    private readonly GemmBlocking _blocking;

    public GemmJob(in GemmProduct<T> product, int threads)
    {
        _product = product;
        var mostColumns = IsSkinny
            ? GemmSkinny<T, TVector, TLanes>.MaxColumns(product.M)
            : GemmWorkspace.RightBytes / GemmBlocking.MostTerms / sizeof(T);
        _blocking = GemmBlocking.Choose(product.M, product.N, product.K, product.Batches, threads, TLanes.Rows, UnitColumns,
            GemmBlocking.MostRows, mostColumns);
    }

    public bool IsPossible => true;

    public int Items => RowBlocks * ColumnBlocks * _product.Batches;

    private static int UnitColumns => 2 * TLanes.Count;

    /// <summary>
    /// Rows that pass together: as many as a core's cache holds beside the packed columns and what the epilogue meets; few if each row has
    /// other terms.
    /// </summary>
    private int RowsAtOnce
        => HasFewerTerms
            ? LeastPanels * TLanes.Rows
            : Math.Clamp(GemmBlocking.CoreBytes / sizeof(T) / Math.Max(_blocking.Depth, 1) / TLanes.Rows, LeastPanels, MostPanels)
                * TLanes.Rows;

    private int RowBlocks => GemmBlocking.Count(_product.M, _blocking.Rows);

    private int ColumnBlocks => GemmBlocking.Count(_product.N, _blocking.Columns);

    /// <summary>
    /// Rows are read where they lie if their terms are neighbours and they are close to each other, or if so few columns are multiplied
    /// with them that packing would not pay: sooner where it would pack terms that are left out.
    /// </summary>
    private bool IsLeftInPlace
        => _product.Left.IsStrided && (_product.N <= 2 * UnitColumns
            || (_product.Left.Strided.TermStride == 1 && _product.Left.Strided.LineStride * sizeof(T) <= LongestRow)
            || (HasFewerTerms && _product.Left.Strided.LineStride == 1 && _product.N <= GemmBlocking.MostColumns));

    /// <summary>
    /// Columns that lie side by side are read where they lie: by few rows all the time, by many once, packing them for the others.
    /// </summary>
    private bool IsRightInPlace => _product.Right.IsStrided && _product.Right.Strided.LineStride == 1;

    private bool IsSkinny => IsRightInPlace && _product.M <= GemmSkinny<T, TVector, TLanes>.MaxRows;

    // Rows with fewer terms would pack only those.
    private bool CopiesRight => _product.M > 2 * TLanes.Rows && !HasFewerTerms;

    private bool HasFewerTerms => _product.Triangle is GemmTriangle.TermsToRow or GemmTriangle.TermsFromRow;

    /// <summary>Few rows times columns whose terms lie side by side are dot products; with more rows packing pays.</summary>
    private bool IsDot
        => _product.Right.IsStrided && GemmDot<T, TVector, TLanes>.Pays(_product.M, _product.K) && _product.Right.Strided.TermStride == 1
            && _product.Right.Strided.LineStride != 1;

    // Panels of rows that pass together, at least and at most.
    private const int LeastPanels = 2;
    private const int MostPanels = 16;

    // Bytes from row to row: farther apart, rows would share too few places of the cache.
    private const int LongestRow = 4096;

    // Computed columns are wanted many at once, since each of their terms costs something of its own.
    private int ColumnsAtOnce => _product.Right.IsStrided ? UnitColumns : 4 * UnitColumns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int item)
    {
        var block = item / ColumnBlocks;
        var (batch, row, column) = (block / RowBlocks, block % RowBlocks * _blocking.Rows, item % ColumnBlocks * _blocking.Columns);
        var (rows, columns) = (Math.Min(_blocking.Rows, _product.M - row), Math.Min(_blocking.Columns, _product.N - column));
        var workspace = GemmWorkspace.Own;
        var tile = (T*)workspace.Tile;
        var stride = GemmBlocking.RoundUp(columns, UnitColumns);
        if (_product.K == 0) new Span<T>(tile, rows * stride).Clear();
        var held = _product.Left.IsSameForBatches ? block % RowBlocks : block;
        var holdsLeft = workspace.Holds(_product.Number, held);
        for (var depth = 0; depth < _product.K; depth += _blocking.Depth)
        {
            var part = new Part(batch, row, column, depth, rows, columns, Math.Min(_blocking.Depth, _product.K - depth));
            if (IsDot) Dot(part, (T*)workspace.Left, tile, stride);
            else Multiply(part, Left(workspace, part, holdsLeft), (T*)workspace.Right, tile, stride);
        }

        if (!IsDot && !IsLeftInPlace && PackedLeft(rows, _product.K) * sizeof(T) <= GemmWorkspace.LeftBytes)
            workspace.Hold(_product.Number, held);
        if (IsDot || _product.K == 0) _product.Epilogue.Apply(tile, stride, batch, row, column, rows, columns);
    }

    private static long PackedLeft(int rows, int terms) => (long)GemmBlocking.RoundUp(rows, TLanes.Rows) * terms;

    /// <summary>The rows of a part: where they lie, as the thread's last item left them, or packed now.</summary>
    private GemmLines<T> Left(GemmWorkspace workspace, in Part part, bool isThere)
    {
        if (IsLeftInPlace)
        {
            ref readonly var left = ref _product.Left.Strided;
            return new(left.At(part.Batch, part.Row, part.Depth), left.LineStride, left.TermStride, TLanes.Rows * left.LineStride);
        }

        var panels = (T*)workspace.Left;
        if (PackedLeft(part.Rows, _product.K) * sizeof(T) <= GemmWorkspace.LeftBytes) panels += PackedLeft(part.Rows, part.Depth);
        if (!isThere)
        {
            workspace.Hold(0, 0);
            _product.Left.Pack(panels, part.Batch, part.Row, part.Rows, part.Depth, part.Terms, TLanes.Rows);
        }

        return new(panels, 1, TLanes.Rows, (nint)TLanes.Rows * part.Terms);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Dot(in Part part, T* rows, T* tile, int stride)
    {
        ref readonly var right = ref _product.Right.Strided;
        nint rowStride = part.Terms;
        if (_product.Left.IsStrided && _product.Left.Strided.TermStride == 1)
        {
            ref readonly var left = ref _product.Left.Strided;
            rows = left.At(part.Batch, part.Row, part.Depth);
            rowStride = left.LineStride;
        }
        else
        {
            GemmWorkspace.Own.Hold(0, 0);
            _product.Left.Pack(rows, part.Batch, part.Row, part.Rows, part.Depth, part.Terms, 1);
        }

        GemmDot<T, TVector, TLanes>.Multiply(rows, rowStride, right.At(part.Batch, part.Column, part.Depth), right.LineStride, part.Rows,
            part.Columns, part.Terms, tile, stride, part.Depth == 0);
    }

    /// <summary>Multiplies whole vectors of columns that are read where they lie; how many there were.</summary>
    private int MultiplySkinny(in Part part, in GemmLines<T> rows, T* tile, int stride)
    {
        ref readonly var right = ref _product.Right.Strided;
        var columns = part.Columns / TLanes.Count * TLanes.Count;
        GemmSkinny<T, TVector, TLanes>.Multiply(rows, part.Rows, right.At(part.Batch, part.Column, part.Depth), right.TermStride, columns,
            part.Terms, tile, stride, part.Depth == 0);
        return columns;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(in Part part, in GemmLines<T> rows, T* panels, T* tile, int stride)
    {
        var (atOnce, isLast) = (RowsAtOnce, part.Depth + part.Terms == _product.K);
        for (var row = 0; row < part.Rows; row += atOnce)
        {
            var count = Math.Min(atOnce, part.Rows - row);
            var (from, end) = Terms(part, row, count);
            var lines = rows.After(row / TLanes.Rows).AfterTerms(from);
            var apart = stride;
            var sums = _product.Epilogue.Sums(tile + ((nint)row * stride), ref apart, part.Batch, part.Row + row, part.Column,
                part.Columns);
            var first = IsSkinny ? MultiplySkinny(part, rows, sums, apart) : 0;
            for (var column = first; column < part.Columns; column += UnitColumns)
            {
                var right = Columns(part, column, panels, column - first, isFirst: row == 0);
                var ahead = default(GemmAhead);
                if (isLast) _product.Epilogue.Ahead(ref ahead, part.Batch, part.Row + row, part.Column + column);
                GemmPanelProduct<T, TVector, TLanes>.Multiply(lines, count, right.AfterTerms(from),
                    Math.Min(UnitColumns, part.Columns - column),
                    end - from, sums + column, apart, part.Depth == 0, ref ahead);
            }

            if (isLast) _product.Epilogue.Apply(sums, apart, part.Batch, part.Row + row, part.Column, count, part.Columns);
        }
    }

    /// <summary>Which terms of a part count for some of its rows.</summary>
    private (int From, int End) Terms(in Part part, int row, int rows) => _product.Triangle switch
    {
        GemmTriangle.TermsToRow => (0, Math.Clamp(part.Row + row + rows - part.Depth, 0, part.Terms)),
        GemmTriangle.TermsFromRow => (Math.Clamp(part.Row + row - part.Depth, 0, part.Terms), part.Terms),
        _ => (0, part.Terms),
    };

    /// <summary>A panel of columns: where they lie, packed now if they meet the first rows, or packed already.</summary>
    private GemmColumns<T> Columns(in Part part, int column, T* panels, int number, bool isFirst)
    {
        var panel = panels + ((nint)number * part.Terms);
        if (IsRightInPlace && (part.Columns - column >= UnitColumns || (part.Columns - column) % TLanes.Count == 0))
        {
            ref readonly var right = ref _product.Right.Strided;
            if (isFirst || !CopiesRight)
                return new(right.At(part.Batch, part.Column + column, part.Depth), right.TermStride) { Copy = CopiesRight ? panel : null };
        }
        else if (isFirst && number % ColumnsAtOnce == 0)
        {
            _product.Right.Pack(panel, part.Batch, part.Column + column, Math.Min(ColumnsAtOnce, part.Columns - column), part.Depth,
                part.Terms, UnitColumns);
        }

        return new(panel, UnitColumns);
    }

    /// <summary>A block of the result, and some of its terms.</summary>
    private readonly record struct Part(int Batch, int Row, int Column, int Depth, int Rows, int Columns, int Terms);
}
