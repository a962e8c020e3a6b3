using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// A product whose right operand's terms lie side by side, such as that of a few samples with the weights of a layer, computed the other
/// way round: the columns stay where they lie and take the part that rows have in the kernels, and the rows are packed as columns. So the
/// smaller operand alone is packed; the result is turned, strip by strip, while it is in the first cache.
/// </summary>
internal readonly unsafe struct GemmTransposedJob<T, TVector, TLanes> : IGemmJob
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    // Rows of the result that are packed at once, at most.
    private const int MaxRows = 256;

    // Columns of the result come in multiples of this: whole panels for the kernels, whole vectors for who takes the result.
    private const int UnitColumns = 48;

    private readonly GemmProduct<T> _product;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _depth;

    public GemmTransposedJob(in GemmProduct<T> product, int threads)
    {
        _product = product;
        var (m, n, k, batches) = (product.M, product.N, product.K, product.Batches);
        if (k == 0 || m > n || (long)k * Strip * sizeof(T) > GemmWorkspace.LeftBytes) return;
        if (!product.Left.IsStrided || !AreWeights(product.Right) || GemmDot<T, TVector, TLanes>.Pays(m, k)) return;
        var mostRows = Math.Min(MaxRows, GemmWorkspace.LeftBytes / sizeof(T) / k / Strip * Strip);

        // Columns that stay in each core's own cache leave each thread rows of its own, which it has had in other products.
        if ((long)n * k * sizeof(T) <= 2 * GemmBlocking.CoreBytes && batches == 1 && GemmBlocking.IsWorthThreads(m, n, k, 1))
            mostRows = Math.Min(mostRows, GemmBlocking.RoundUp(GemmBlocking.Count(m, threads), Strip));
        var mostColumns = Math.Clamp(GemmBlocking.CoreBytes / sizeof(T) / k / UnitColumns, 1, GemmBlocking.MostRows / UnitColumns)
            * UnitColumns;
        var blocking = GemmBlocking.Choose(m, n, k, batches, threads, Strip, UnitColumns, mostRows, mostColumns);
        (_rows, _columns, _depth) = (blocking.Rows, blocking.Columns, blocking.Depth);
        Items = GemmBlocking.Count(m, _rows) * GemmBlocking.Count(n, _columns) * batches;
    }

    public bool IsPossible => Items > 0;

    public int Items { get; }

    /// <summary>Whether the terms of columns lie side by side, as those of a layer's weights.</summary>
    private static bool AreWeights(in GemmOperand<T> right)
        => right.IsStrided && right.Strided.TermStride == 1 && right.Strided.LineStride != 1;

    /// <summary>Rows of the result that are multiplied at once.</summary>
    private static int Strip => 2 * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int item)
    {
        var (rowBlocks, columnBlocks) = (GemmBlocking.Count(_product.M, _rows), GemmBlocking.Count(_product.N, _columns));
        var block = item / columnBlocks;
        var (batch, row, column) = (block / rowBlocks, block % rowBlocks * _rows, item % columnBlocks * _columns);
        var (rows, columns) = (Math.Min(_rows, _product.M - row), Math.Min(_columns, _product.N - column));
        var workspace = GemmWorkspace.Own;
        var packed = Packed(workspace, batch, row, rows, _product.Left.IsSameForBatches ? block % rowBlocks : block);
        var tile = (T*)workspace.Tile;
        var strip = (T*)workspace.Right;
        var stride = GemmBlocking.RoundUp(columns, TLanes.Count);
        for (var first = 0; first < rows; first += Strip)
        {
            var here = Math.Min(Strip, rows - first);
            var wanted = _product.Triangle == GemmTriangle.Result ? Math.Clamp(row + first + here - column, 0, columns) : columns;
            for (var depth = 0; depth < _product.K; depth += _depth)
            {
                var terms = Math.Min(_depth, _product.K - depth);
                var lines = new GemmLines<T>(_product.Right.Strided.At(batch, column, depth), _product.Right.Strided.LineStride, 1,
                    TLanes.Rows * _product.Right.Strided.LineStride);
                var panel = new GemmColumns<T>(packed + PanelOffset(rows, depth) + ((nint)first * terms), Strip);
                GemmPanelProduct<T, TVector, TLanes>.Multiply(lines, wanted, panel, here, terms, strip, Strip, depth == 0);
            }

            GemmPanels.Transpose(strip, Strip, 1, wanted, here, stride, tile + ((nint)first * stride));
            if (wanted == columns) continue;
            for (var line = first; line < first + here; line++)
                new Span<T>(tile + ((nint)line * stride) + wanted, columns - wanted).Clear();
        }

        _product.Epilogue.Apply(tile, stride, batch, row, column, rows, columns);
    }

    /// <summary>Where the packed terms from a depth on begin.</summary>
    private static nint PanelOffset(int rows, int depth) => (nint)GemmBlocking.RoundUp(rows, Strip) * depth;

    /// <summary>All terms of the rows, as the thread's last item left them or packed now.</summary>
    private T* Packed(GemmWorkspace workspace, int batch, int row, int rows, int block)
    {
        var packed = (T*)workspace.Left;
        if (workspace.Holds(_product.Number, block)) return packed;
        workspace.Hold(0, 0);
        for (var depth = 0; depth < _product.K; depth += _depth)
            _product.Left.Pack(packed + PanelOffset(rows, depth), batch, row, rows, depth, Math.Min(_depth, _product.K - depth), Strip);
        workspace.Hold(_product.Number, block);
        return packed;
    }
}
