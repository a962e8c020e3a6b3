using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// A product whose right operand's terms lie side by side, such as that of a few samples with the weights of a layer, computed the other way round: the
/// columns stay where they lie and take the part that rows have in the kernels, and the rows are packed as columns. So the smaller operand alone is
/// packed; the result is turned, strip by strip, while it is in the first cache.
/// </summary>
internal readonly unsafe struct GemmTurnedJob<T, TVector, TLanes, TEpilogue>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IGemmVector<T, TVector>
    where TEpilogue : struct, IGemmEpilogue<T>
{
    // Rows of the result that are packed at once, at most.
    private const int MostRows = 256;

    // Columns of the result come in multiples of this: whole panels for the kernels, whole vectors for who takes the result.
    private const int UnitColumns = 48;

    private readonly StridedOperand<T> _left;
    private readonly StridedOperand<T> _right;
    private readonly TEpilogue _epilogue;
    private readonly int _m;
    private readonly int _n;
    private readonly int _k;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _depth;
    private readonly long _number;

    public GemmTurnedJob(in StridedOperand<T> left, in StridedOperand<T> right, int m, int n, int k, int batches, int threads, long number, in TEpilogue epilogue)
    {
        (_left, _right, _epilogue, _number) = (left, right, epilogue, number);
        (_m, _n, _k) = (m, n, k);
        if (k == 0 || m > n || right.TermStride != 1 || right.LineStride == 1 || (long)k * Strip * sizeof(T) > GemmWorkspace.LeftBytes) return;
        var mostRows = Math.Min(MostRows, GemmWorkspace.LeftBytes / sizeof(T) / k / Strip * Strip);
        var mostColumns = Math.Clamp(GemmBlocking.CoreBytes / sizeof(T) / k / UnitColumns, 1, GemmBlocking.MostRows / UnitColumns) * UnitColumns;
        var blocking = GemmBlocking.Of(m, n, k, batches, threads, Strip, UnitColumns, mostRows, mostColumns);
        (_rows, _columns, _depth) = (blocking.Rows, blocking.Columns, blocking.Depth);
        Items = GemmBlocking.Count(m, _rows) * GemmBlocking.Count(n, _columns) * batches;
    }

    /// <summary>Whether the operands lie so that this pays.</summary>
    public bool IsPossible => Items > 0;

    public int Items { get; }

    /// <summary>Rows of the result that are multiplied at once.</summary>
    private static int Strip => 2 * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int item)
    {
        var (rowBlocks, columnBlocks) = (GemmBlocking.Count(_m, _rows), GemmBlocking.Count(_n, _columns));
        var block = item / columnBlocks;
        var (batch, row, column) = (block / rowBlocks, block % rowBlocks * _rows, item % columnBlocks * _columns);
        var (rows, columns) = (Math.Min(_rows, _m - row), Math.Min(_columns, _n - column));
        var workspace = GemmWorkspace.Own;
        var packed = Packed(workspace, batch, row, rows, _left.IsSameForBatches ? block % rowBlocks : block);
        var tile = (T*)workspace.Tile;
        var strip = (T*)workspace.Right;
        var stride = GemmBlocking.RoundUp(columns, TLanes.Count);
        for (var first = 0; first < rows; first += Strip)
        {
            var here = Math.Min(Strip, rows - first);
            for (var depth = 0; depth < _k; depth += _depth)
            {
                var terms = Math.Min(_depth, _k - depth);
                var lines = new GemmLines<T>(_right.At(batch, column, depth), _right.LineStride, 1, TLanes.Rows * _right.LineStride);
                var panel = new GemmColumns<T>(packed + Place(rows, depth) + ((nint)first * terms), Strip);
                GemmPanelProduct<T, TVector, TLanes>.Run(lines, columns, panel, here, terms, strip, Strip, depth == 0);
            }

            GemmPanels.Turn(strip, Strip, 1, columns, here, stride, tile + ((nint)first * stride));
        }

        _epilogue.Apply(tile, stride, batch, row, column, rows, columns);
    }

    /// <summary>Where the packed terms from a depth on begin.</summary>
    private static nint Place(int rows, int depth) => (nint)GemmBlocking.RoundUp(rows, Strip) * depth;

    /// <summary>All terms of the rows, as the thread's last item left them or packed now.</summary>
    private T* Packed(GemmWorkspace workspace, int batch, int row, int rows, int block)
    {
        var packed = (T*)workspace.Left;
        if (workspace.Holds(_number, block)) return packed;
        workspace.Hold(0, 0);
        for (var depth = 0; depth < _k; depth += _depth) _left.Pack(packed + Place(rows, depth), batch, row, rows, depth, Math.Min(_depth, _k - depth), Strip);
        workspace.Hold(_number, block);
        return packed;
    }
}
