using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>One product, as items of work: blocks of the result.</summary>
internal unsafe struct GemmJob<T, TVector, TLanes, TLeft, TRight, TEpilogue>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IGemmVector<T, TVector>
    where TLeft : struct, IGemmOperand<T>
    where TRight : struct, IGemmOperand<T>
    where TEpilogue : struct, IGemmEpilogue<T>
{
    private readonly TLeft _left;
    private readonly TRight _right;
    private readonly TEpilogue _epilogue;
    private readonly GemmBlocking _blocking;
    private readonly int _m;
    private readonly int _n;
    private readonly int _k;
    private readonly int _batches;
    private readonly long _number;

    public GemmJob(in TLeft left, in TRight right, int m, int n, int k, int batches, int threads, long number, in TEpilogue epilogue)
    {
        (_left, _right, _epilogue, _number) = (left, right, epilogue, number);
        (_m, _n, _k, _batches) = (m, n, k, batches);
        var mostColumns = IsFew ? GemmFew<T, TVector, TLanes>.MostColumns(m) : GemmWorkspace.RightBytes / Gemm.MostTerms / sizeof(T);
        _blocking = GemmBlocking.Of(m, n, k, batches, threads, TLanes.Rows, UnitColumns, GemmBlocking.MostRows, mostColumns);
    }

    public readonly bool IsWorthThreads => GemmBlocking.IsWorthThreads(_m, _n, _k, _batches);

    public readonly int Items => RowBlocks * ColumnBlocks * _batches;

    private static int UnitColumns => 2 * TLanes.Count;

    /// <summary>Rows that pass together: as many as a core's cache holds beside the packed columns, where they are read where they lie.</summary>
    private readonly int RowsAtOnce => IsLeftInPlace ? Math.Max(GemmBlocking.CoreBytes / sizeof(T) / Math.Max(_blocking.Depth, 1) / TLanes.Rows, 2) * TLanes.Rows : _blocking.Rows;

    private readonly int RowBlocks => GemmBlocking.Count(_m, _blocking.Rows);

    private readonly int ColumnBlocks => GemmBlocking.Count(_n, _blocking.Columns);

    /// <summary>Rows are read where they lie if their terms are neighbours and they are close to each other, or if so few columns are multiplied with them that packing would not pay.</summary>
    private readonly bool IsLeftInPlace
        => typeof(TLeft) == typeof(StridedOperand<T>) && (_n <= 2 * UnitColumns || (Strided(in _left).TermStride == 1 && Strided(in _left).LineStride * sizeof(T) <= LongestRow));

    /// <summary>Columns that lie side by side are read where they lie: by few rows all the time, by many once, packing them for the others.</summary>
    private readonly bool IsRightInPlace => typeof(TRight) == typeof(StridedOperand<T>) && Strided(in _right).LineStride == 1;

    private readonly bool IsFew => IsRightInPlace && _m <= GemmFew<T, TVector, TLanes>.MostRows;

    private readonly bool CopiesRight => _m > 2 * TLanes.Rows;

    /// <summary>Few rows times columns whose terms lie side by side are dot products; with more rows packing pays.</summary>
    private readonly bool IsDot
        => typeof(TRight) == typeof(StridedOperand<T>) && GemmDot<T, TVector, TLanes>.Pays(_m, _k) && Strided(in _right).TermStride == 1 && Strided(in _right).LineStride != 1;

    // Bytes from row to row: farther apart, rows would share too few places of the cache.
    private const int LongestRow = 4096;

    // Computed columns are wanted many at once, since each of their terms costs something of its own.
    private static int ColumnsAtOnce => typeof(TRight) == typeof(StridedOperand<T>) ? UnitColumns : 4 * UnitColumns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int item)
    {
        var block = item / ColumnBlocks;
        var (batch, row, column) = (block / RowBlocks, block % RowBlocks * _blocking.Rows, item % ColumnBlocks * _blocking.Columns);
        var (rows, columns) = (Math.Min(_blocking.Rows, _m - row), Math.Min(_blocking.Columns, _n - column));
        var workspace = GemmWorkspace.Own;
        var tile = (T*)workspace.Tile;
        var stride = GemmBlocking.RoundUp(columns, UnitColumns);
        if (_k == 0) new Span<T>(tile, rows * stride).Clear();
        var held = _left.IsSameForBatches ? block % RowBlocks : block;
        var holdsLeft = workspace.Holds(_number, held);
        for (var depth = 0; depth < _k; depth += _blocking.Depth)
        {
            var part = new Part(batch, row, column, depth, rows, columns, Math.Min(_blocking.Depth, _k - depth));
            if (IsDot) Dot(part, (T*)workspace.Left, tile, stride);
            else Multiply(part, Left(workspace, part, holdsLeft), (T*)workspace.Right, tile, stride);
        }

        if (!IsDot && !IsLeftInPlace && PackedLeft(rows, _k) * sizeof(T) <= GemmWorkspace.LeftBytes) workspace.Hold(_number, held);
        _epilogue.Apply(tile, stride, batch, row, column, rows, columns);
    }

    private static long PackedLeft(int rows, int terms) => (long)GemmBlocking.RoundUp(rows, TLanes.Rows) * terms;

    /// <summary>The rows of a part: where they lie, as the thread's last item left them, or packed now.</summary>
    private readonly GemmLines<T> Left(GemmWorkspace workspace, in Part part, bool isThere)
    {
        if (IsLeftInPlace)
        {
            ref readonly var left = ref Strided(in _left);
            return new(left.At(part.Batch, part.Row, part.Depth), left.LineStride, left.TermStride, TLanes.Rows * left.LineStride);
        }

        var panels = (T*)workspace.Left;
        if (PackedLeft(part.Rows, _k) * sizeof(T) <= GemmWorkspace.LeftBytes) panels += PackedLeft(part.Rows, part.Depth);
        if (!isThere)
        {
            workspace.Hold(0, 0);
            _left.Pack(panels, part.Batch, part.Row, part.Rows, part.Depth, part.Terms, TLanes.Rows);
        }

        return new(panels, 1, TLanes.Rows, (nint)TLanes.Rows * part.Terms);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Dot(in Part part, T* rows, T* tile, int stride)
    {
        ref readonly var right = ref Strided(in _right);
        nint rowStride = part.Terms;
        if (typeof(TLeft) == typeof(StridedOperand<T>) && Strided(in _left).TermStride == 1)
        {
            ref readonly var left = ref Strided(in _left);
            rows = left.At(part.Batch, part.Row, part.Depth);
            rowStride = left.LineStride;
        }
        else
        {
            GemmWorkspace.Own.Hold(0, 0);
            _left.Pack(rows, part.Batch, part.Row, part.Rows, part.Depth, part.Terms, 1);
        }

        GemmDot<T, TVector, TLanes>.Run(rows, rowStride, right.At(part.Batch, part.Column, part.Depth), right.LineStride, part.Rows, part.Columns, part.Terms, tile, stride, part.Depth == 0);
    }

    /// <summary>Multiplies whole vectors of columns that are read where they lie; how many there were.</summary>
    private readonly int Few(in Part part, in GemmLines<T> rows, T* tile, int stride)
    {
        ref readonly var right = ref Strided(in _right);
        var columns = part.Columns / TLanes.Count * TLanes.Count;
        GemmFew<T, TVector, TLanes>.Run(rows, part.Rows, right.At(part.Batch, part.Column, part.Depth), right.TermStride, columns, part.Terms, tile, stride, part.Depth == 0);
        return columns;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(in Part part, in GemmLines<T> rows, T* panels, T* tile, int stride)
    {
        var first = IsFew ? Few(part, rows, tile, stride) : 0;
        var atOnce = RowsAtOnce;
        for (var row = 0; row < part.Rows; row += atOnce)
        {
            var lines = rows.After(row / TLanes.Rows);
            for (var column = first; column < part.Columns; column += UnitColumns)
            {
                var right = Columns(part, column, panels, column - first, isFirst: row == 0);
                GemmPanelProduct<T, TVector, TLanes>.Run(lines, Math.Min(atOnce, part.Rows - row), right, Math.Min(UnitColumns, part.Columns - column), part.Terms, tile + ((nint)row * stride) + column, stride, part.Depth == 0);
            }
        }
    }

    /// <summary>A panel of columns: where they lie, packed now if they meet the first rows, or packed already.</summary>
    private readonly GemmColumns<T> Columns(in Part part, int column, T* panels, int number, bool isFirst)
    {
        var panel = panels + ((nint)number * part.Terms);
        if (IsRightInPlace && (part.Columns - column >= UnitColumns || (part.Columns - column) % TLanes.Count == 0))
        {
            ref readonly var right = ref Strided(in _right);
            if (isFirst || !CopiesRight) return new(right.At(part.Batch, part.Column + column, part.Depth), right.TermStride) { Copy = CopiesRight ? panel : null };
        }
        else if (isFirst && number % ColumnsAtOnce == 0)
        {
            _right.Pack(panel, part.Batch, part.Column + column, Math.Min(ColumnsAtOnce, part.Columns - column), part.Depth, part.Terms, UnitColumns);
        }

        return new(panel, UnitColumns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly StridedOperand<T> Strided<TOperand>(ref readonly TOperand operand)
        => ref Unsafe.As<TOperand, StridedOperand<T>>(ref Unsafe.AsRef(in operand));

    /// <summary>A block of the result, and some of its terms.</summary>
    private readonly record struct Part(int Batch, int Row, int Column, int Depth, int Rows, int Columns, int Terms);
}
