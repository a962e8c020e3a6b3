using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// The product of a convolution, as items of work: some rows of the windows of an image. The image's rows that they need are copied with
/// their padding; then each term's columns lie side by side in the copy, whichever windows' element it is, and no window is laid out. The
/// windows that would begin in the padding at the right edge, between a row's last and the next row's first, are computed too and not
/// handed over.
/// </summary>
internal readonly unsafe struct WindowJob<T, TVector, TLanes> : IGemmJob
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    // Columns of an item, at least, if there are other items: below, the copied rows around an item's own weigh too much.
    private const int LeastColumns = 128;

    // Items of a thread.
    private const int WantedItems = 4;

    private readonly GemmProduct<T> _product;
    private readonly PaddedImage<T> _image;
    private readonly int _rowsAtOnce;
    private readonly int _termsAtOnce;
    private readonly int _windowRows;

    public WindowJob(in GemmProduct<T> product, in ImageOperand<T> operand, int threads)
    {
        (_product, _image) = (product, new(operand));
        var (m, k, batches) = (product.M, product.K, product.Batches);
        var blocking = GemmBlocking.Choose(m, UnitColumns, k, 1, 1, TLanes.Rows, UnitColumns, GemmBlocking.MostRows, UnitColumns);
        (_rowsAtOnce, _termsAtOnce) = (blocking.Rows, blocking.Depth);
        _windowRows = _image.Rows;
        var images = (long)batches * _image.Outer * GemmBlocking.Count(m, _rowsAtOnce);
        while (_windowRows > 1 && (!Fits() || (IsLong() && images * GemmBlocking.Count(_image.Rows, _windowRows) < threads * WantedItems)))
            _windowRows = GemmBlocking.Count(_windowRows, 2);
        IsPossible = k > 0 && _image.Width <= 2 * _image.Columns && Fits();
        Items = checked((int)images * GemmBlocking.Count(_image.Rows, _windowRows));
    }

    /// <summary>
    /// Whether an item's part of the image and its results fit into a thread's memory, and most of what is computed is wanted.
    /// </summary>
    public bool IsPossible { get; }

    public int Items { get; }

    private static int UnitColumns => 2 * TLanes.Count;

    private WindowRuns<T, TVector, TLanes> Runs => new(_windowRows, _image.Width, _image.Columns);

    private bool IsLong() => GemmBlocking.Count(_windowRows, 2) * _image.Width >= LeastColumns;

    private bool Fits()
        => (long)_rowsAtOnce * Runs.Stride(_windowRows) * sizeof(T) <= GemmWorkspace.TileBytes
            && (_image.Size(_image.MostPlanes(_product.K, _termsAtOnce), _windowRows) + UnitColumns) * sizeof(T)
                <= GemmWorkspace.RightBytes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int item)
    {
        var (blocks, parts) = (GemmBlocking.Count(_product.M, _rowsAtOnce), GemmBlocking.Count(_image.Rows, _windowRows));
        var (image, part, block) = (item / parts / blocks, item % parts, item / parts % blocks);
        var (batch, outer) = (image / _image.Outer, image % _image.Outer);
        var (row, windowRow) = (block * _rowsAtOnce, part * _windowRows);
        var (rows, windowRows) = (Math.Min(_rowsAtOnce, _product.M - row), Math.Min(_windowRows, _image.Rows - windowRow));
        var (workspace, runs) = (GemmWorkspace.Own, Runs);
        var stride = runs.Stride(_windowRows);
        var tile = (T*)workspace.Tile;
        var copy = (T*)workspace.Right;
        var places = WindowOffsets.Own;
        for (var depth = 0; depth < _product.K; depth += _termsAtOnce)
        {
            var terms = Math.Min(_termsAtOnce, _product.K - depth);
            if (!places.Holds(_product.Number, depth, windowRows)) _image.Locate(places, windowRows, depth, terms);
            _image.Copy(copy, batch, outer, windowRow, windowRows, places);
            var left = new GemmLines<T>(Left(workspace, batch, block, row, rows, depth, terms), 1, TLanes.Rows, (nint)TLanes.Rows * terms);
            runs.Multiply(left, rows, copy, places.Offsets, windowRows, terms, tile, stride, depth == 0);
        }

        for (var line = 0; line < rows; line++) Close(tile + ((nint)line * stride), runs.Step, windowRows);
        _product.Epilogue.Apply(tile, stride, batch, row, ((outer * _image.Rows) + windowRow) * _image.Columns, rows,
            windowRows * _image.Columns);
    }

    /// <summary>
    /// Moves the sums for the windows' rows together, over what lies between them, so that they are one row of the product.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Close(T* sums, int step, int windowRows)
    {
        var columns = _image.Columns;
        if (step == columns) return;
        for (var number = 1; number < windowRows; number++) VectorRow<T>.Move(sums + (number * step), sums + (number * columns), columns);
    }

    /// <summary>The packed rows, which a thread keeps from item to item if all terms are packed at once.</summary>
    private T* Left(GemmWorkspace workspace, int batch, int block, int row, int rows, int depth, int terms)
    {
        var panels = (T*)workspace.Left;
        var key = _product.Left.IsSameForBatches ? block : (batch * GemmBlocking.Count(_product.M, _rowsAtOnce)) + block;
        if (_termsAtOnce == _product.K && workspace.Holds(_product.Number, key)) return panels;
        workspace.Hold(0, 0);
        _product.Left.Pack(panels, batch, row, rows, depth, terms, TLanes.Rows);
        if (_termsAtOnce == _product.K) workspace.Hold(_product.Number, key);
        return panels;
    }
}
