using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// The product of a convolution by Winograd's filtering, as items of work: some rows of the windows of an image. The image and the weights
/// are taken to the points; at each point the windows have one row each and their product is a plain one; the sums are made of the six.
/// </summary>
internal readonly unsafe struct WinogradJob<T, TVector, TLanes> : IGemmJob
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    private const int Points = WinogradRows<T, TVector, TLanes>.Points;

    // Columns of an item, at least, if there are other items.
    private const int LeastColumns = 64;

    // Items of a thread.
    private const int WantedItems = 4;

    private readonly GemmProduct<T> _product;
    private readonly WinogradImage<T, TVector, TLanes> _image;
    private readonly int _rowsAtOnce;
    private readonly int _termsAtOnce;
    private readonly int _planes;
    private readonly int _windowRows;

    public WinogradJob(in GemmProduct<T> product, in ImageOperand<T> operand, int threads)
    {
        (_product, _image) = (product, new(new(operand)));
        var (m, k, batches) = (product.M, product.K, product.Batches);
        if (k == 0 || !_image.IsPossible || _image.Group > GemmBlocking.MostTerms || !_image.IsWorth(m, k)) return;
        _rowsAtOnce = GemmBlocking.Choose(m, UnitColumns, k, 1, 1, TLanes.Rows, UnitColumns, GemmBlocking.MostRows, UnitColumns).Rows;
        _termsAtOnce = GemmBlocking.RoundUp(
            GemmBlocking.Count(k, GemmBlocking.Count(k, GemmBlocking.MostTerms / _image.Group * _image.Group)),
            _image.Group);
        _planes = _image.Image.MostPlanes(k, _termsAtOnce);
        _windowRows = GemmBlocking.RoundUp(_image.Image.Rows, _image.Sums);
        var images = (long)batches * _image.Image.Outer * GemmBlocking.Count(m, _rowsAtOnce);
        while (_windowRows > _image.Sums
            && (!Fits() || (IsLong() && images * GemmBlocking.Count(_image.Image.Rows, _windowRows) < threads * WantedItems)))
            _windowRows = GemmBlocking.RoundUp(GemmBlocking.Count(_windowRows, 2), _image.Sums);
        IsPossible = Fits();
        Items = checked((int)images * GemmBlocking.Count(_image.Image.Rows, _windowRows));
    }

    /// <summary>Whether the windows' rows are filtered with fewer multiplications so, and an item's memory fits into a thread's.</summary>
    public bool IsPossible { get; }

    public int Items { get; }

    private static int UnitColumns => 2 * TLanes.Count;

    private WindowRuns<T, TVector, TLanes> Runs => new(_image.Rows(_windowRows), _image.Image.Width, _image.Image.Columns);

    /// <summary>Elements of a row of a product.</summary>
    private int Stride => Runs.Stride(_image.Rows(_windowRows));

    /// <summary>Elements of a row of sums.</summary>
    private int SumsStride => GemmBlocking.RoundUp(_windowRows * _image.Image.Columns, TLanes.Count);

    /// <summary>Elements of packed rows at a point.</summary>
    private int LeftSize
        => GemmBlocking.RoundUp((GemmBlocking.RoundUp(_rowsAtOnce, TLanes.Rows) * (_termsAtOnce / _image.Taps)) + TLanes.Count,
            TLanes.Count);

    private int Depths => GemmBlocking.Count(_product.K, _termsAtOnce);

    /// <summary>Whether a thread has memory for the packed rows of all terms.</summary>
    private bool KeepsLeft
        => ((long)Depths * Points * LeftSize) + (GemmBlocking.RoundUp(_rowsAtOnce, TLanes.Rows) * _termsAtOnce)
            <= GemmWorkspace.LeftBytes / sizeof(T);

    private bool IsLong() => GemmBlocking.Count(_image.Rows(_windowRows), 2) * _image.Image.Width >= LeastColumns;

    private bool Fits()
        => ((long)_rowsAtOnce * ((Points * Stride) + SumsStride) + TLanes.Count) * sizeof(T) <= GemmWorkspace.TileBytes
            && (_image.Size(_planes, _windowRows) + UnitColumns) * sizeof(T) <= GemmWorkspace.RightBytes
            && Points * (long)LeftSize * sizeof(T) * 2 <= GemmWorkspace.LeftBytes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int item)
    {
        var image = _image.Image;
        var (blocks, parts) = (GemmBlocking.Count(_product.M, _rowsAtOnce), GemmBlocking.Count(image.Rows, _windowRows));
        var (number, part, block) = (item / parts / blocks, item % parts, item / parts % blocks);
        var (batch, outer) = (number / image.Outer, number % image.Outer);
        var (row, windowRow) = (block * _rowsAtOnce, part * _windowRows);
        var (rows, windowRows) = (Math.Min(_rowsAtOnce, _product.M - row), Math.Min(_windowRows, image.Rows - windowRow));
        var (workspace, runs, filteredRows) = (GemmWorkspace.Own, Runs, _image.Rows(windowRows));
        var products = (T*)workspace.Tile;
        var (stride, pointSize) = (Stride, _image.PointSize(_planes, windowRows));
        var places = WindowOffsets.Own;
        for (var depth = 0; depth < _product.K; depth += _termsAtOnce)
        {
            var terms = Math.Min(_termsAtOnce, _product.K - depth);
            var used = terms / _image.Taps;
            if (!places.Holds(_product.Number, depth, windowRows)) _image.Locate(places, windowRows, depth, terms);
            var right = _image.Copy((T*)workspace.Right, batch, outer, windowRow, windowRows, _planes, places);
            var left = Left(workspace, batch, block, row, rows, depth, terms);
            for (var point = 0; point < Points; point++)
            {
                var lines = new GemmLines<T>(left + (point * LeftSize), 1, TLanes.Rows, (nint)TLanes.Rows * used);
                var to = products + ((nint)point * rows * stride);
                runs.Multiply(lines, rows, right + (point * pointSize), places.Offsets, filteredRows, used, to, stride, depth == 0);
            }
        }

        var sums = products + ((nint)Points * rows * stride);
        var sumsStride = SumsStride;
        for (var line = 0; line < rows; line++)
            ToSums(products + ((nint)line * stride), (nint)rows * stride, runs.Step, filteredRows, sums + ((nint)line * sumsStride));
        _product.Epilogue.Apply(sums, sumsStride, batch, row, ((outer * image.Rows) + windowRow) * image.Columns, rows,
            windowRows * image.Columns);
    }

    /// <summary>A row's sums of its products at the points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ToSums(T* products, nint pointStride, int step, int filteredRows, T* sums)
    {
        var (columns, count) = (_image.Image.Columns, _image.Sums);
        for (var filtered = 0; filtered < filteredRows; filtered++, products += step, sums += count * columns)
            WinogradRows<T, TVector, TLanes>.ToSums(count, products, pointStride, sums, columns, columns);
    }

    /// <summary>The packed rows at the points, which a thread keeps from item to item if it has memory for those of all terms.</summary>
    private T* Left(GemmWorkspace workspace, int batch, int block, int row, int rows, int depth, int terms)
    {
        var panels = (T*)workspace.Left;
        if (!KeepsLeft)
        {
            workspace.Hold(0, 0);
            PackLeft(panels, batch, row, rows, depth, terms);
            return panels;
        }

        var key = _product.Left.IsSameForBatches ? block : (batch * GemmBlocking.Count(_product.M, _rowsAtOnce)) + block;
        if (!workspace.Holds(_product.Number, key))
        {
            workspace.Hold(0, 0);
            for (var first = 0; first < _product.K; first += _termsAtOnce)
                PackLeft(panels + LeftPlace(first), batch, row, rows, first, Math.Min(_termsAtOnce, _product.K - first));
            workspace.Hold(_product.Number, key);
        }

        return panels + LeftPlace(depth);
    }

    private nint LeftPlace(int depth) => (nint)depth / _termsAtOnce * Points * LeftSize;

    private void PackLeft(T* panels, int batch, int row, int rows, int depth, int terms)
    {
        var unit = TLanes.Rows;
        var raw = panels + (Points * LeftSize);
        _product.Left.Pack(raw, batch, row, rows, depth, terms, unit);
        var (run, points) = (_image.Inner * unit, 0);
        for (var group = 0; group < GemmBlocking.Count(rows, unit) * terms / _image.Group; group++, raw += _image.Taps * run, points += run)
            WinogradRows<T, TVector, TLanes>.OfTaps(_image.Taps, raw, run, panels + points, LeftSize, run);
    }
}
