using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// The product by which a convolution's weight gets its gradient, as items of work: some of the windows' elements, for some rows of the left operand.
/// What is summed over are the windows' numbers, so that an element of all windows is the image itself, moved: the kernel reads it in the padded
/// copy as a row, and the rows of the left operand, packed with zeros for the windows that begin in the padding at the right edge, as columns.
/// </summary>
internal readonly unsafe struct WindowGradientJob<T, TVector, TLanes> : IGemmJob
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IGemmVector<T, TVector>
{
    private readonly GemmProduct<T> _product;
    private readonly PaddedImage<T> _image;
    private readonly int _windowRows;
    private readonly int _first;
    private readonly int _side;
    private readonly int _sideStep;

    public WindowGradientJob(in GemmProduct<T> product, int threads)
    {
        (_product, _image) = (product, new(product.Right.Image));
        var (m, n, k, batches) = (product.M, product.N, product.K, product.Batches);
        _windowRows = Math.Min(Math.Max(Gemm.MostTerms / Math.Max(_image.Columns, 1), 1), _image.Rows);
        while (_windowRows > 1 && !Fits()) _windowRows = GemmBlocking.Count(_windowRows, 2);
        (_side, _sideStep) = Side();
        _first = Share(threads, batches);
        IsPossible = k > 0 && _image.Columns <= Gemm.MostTerms && _image.Width <= 2 * _image.Columns && (long)n * Lanes * sizeof(T) * 2 <= GemmWorkspace.TileBytes && Fits();
        Items = batches * GemmBlocking.Count(m, Lanes) * GemmBlocking.Count(_image.WindowSize(0), _first);
    }

    /// <summary>Whether the copy of the images and the sums fit into a thread's memory, and most of what is computed is wanted.</summary>
    public bool IsPossible { get; }

    public int Items { get; }

    // The columns that are multiplied at once: a vector of them where that is all, else two.
    private int Lanes => _product.M <= TLanes.Count ? TLanes.Count : 2 * TLanes.Count;

    // Elements of the windows for each place along their first axis.
    private int Rest => _product.N / _image.WindowSize(0);

    private bool Fits() => _image.Size(_image.MostPlanes(_product.N, _product.N), _windowRows) * sizeof(T) <= GemmWorkspace.RightBytes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int item)
    {
        var (parts, blocks) = (GemmBlocking.Count(_image.WindowSize(0), _first), GemmBlocking.Count(_product.M, Lanes));
        var (batch, block, part) = (item / parts / blocks, item / parts % blocks, item % parts);
        var (row, begin) = (block * Lanes, part * _first * Rest);
        var (rows, end) = (Math.Min(Lanes, _product.M - row), Math.Min(begin + (_first * Rest), _product.N));
        var workspace = GemmWorkspace.Own;
        workspace.Hold(0, 0);
        var copy = (T*)workspace.Right;
        var places = workspace.Places;
        var panel = (T*)workspace.Left;
        var tile = new WindowGradientTile<T>(Lanes);
        var packed = panel + ((_windowRows * _image.Width) * Lanes);
        for (var outer = 0; outer < _image.Outer; outer++)
        {
            for (var windowRow = 0; windowRow < _image.Rows; windowRow += _windowRows)
            {
                var windowRows = Math.Min(_windowRows, _image.Rows - windowRow);
                if (!places.Holds(_product.Number, 0, windowRows)) _image.Locate(places, windowRows, 0, _product.N);
                _image.Copy(copy, batch, outer, windowRow, windowRows, places);
                _product.Left.Pack(packed, batch, row, rows, ((outer * _image.Rows) + windowRow) * _image.Columns, windowRows * _image.Columns, Lanes);
                tile.Spread(packed, panel, windowRows, _image.Columns, _image.Width);
                var terms = ((windowRows - 1) * _image.Width) + _image.Columns;
                new WindowSides<T, TVector, TLanes>(places.Places + begin, end - begin, _side, _sideStep).Multiply(copy, panel, Lanes, rows, terms, (T*)workspace.Tile, isFirst: outer + windowRow == 0);
            }
        }

        _product.Epilogue.Apply(tile.Turn((T*)workspace.Tile, rows, end - begin), end - begin, batch, row, begin, rows, end - begin);
    }

    /// <summary>The longest axis of the windows' elements, and how many elements are from one of its places to the next.</summary>
    private (int Size, int Step) Side()
    {
        var (size, best, step) = (1, 1, 1);
        for (var axis = _image.WindowAxes - 1; axis >= 0; axis--)
        {
            if (_image.WindowSize(axis) > size) (size, best) = (_image.WindowSize(axis), step);
            step *= _image.WindowSize(axis);
        }

        return (size, best);
    }

    /// <summary>How many places along the first axis of the windows' elements an item has: fewer where threads would have nothing to do.</summary>
    private int Share(int threads, int batches)
    {
        var items = batches * GemmBlocking.Count(_product.M, Lanes);
        return items >= threads ? _image.WindowSize(0) : GemmBlocking.Count(_image.WindowSize(0), GemmBlocking.Count(threads, items));
    }
}
