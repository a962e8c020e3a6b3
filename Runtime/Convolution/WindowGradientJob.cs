using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// The product by which a convolution's weight gets its gradient, as items of work: some rows of the left operand with some of the windows'
/// elements. What is summed over are the windows' numbers, so that an element of all windows is the image itself, moved: both operands are
/// read along rows of windows, as dot products, whose lanes are added when all windows are summed. Nothing is turned, and few rows or
/// elements fill the vectors as well as many.
/// </summary>
internal readonly unsafe struct WindowGradientJob<T, TVector, TLanes> : IGemmJob
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    // What an element of the left operand costs that is packed, in multiplications of a lane.
    private const int PackCost = 24;

    // So many windows pass together that a block of rows and an image stay in the first cache.
    private const int MostWindows = 1024;

    private readonly GemmProduct<T> _product;
    private readonly PaddedImage<T> _image;
    private readonly int _windowRows;
    private readonly int _images;
    private readonly int _rows;
    private readonly int _first;

    public WindowGradientJob(in GemmProduct<T> product, in ImageOperand<T> operand, int threads)
    {
        (_product, _image) = (product, new(operand));
        var (m, batches, places) = (product.M, product.Batches, _image.WindowSize(0));
        if (product.K == 0 || _image.Width > MostWindows || (IsNarrow && _image.Width > 2 * _image.Columns)) return;
        _windowRows = Math.Min(MostWindows / _image.Width, _image.Rows);
        _images = _windowRows == _image.Rows ? Math.Clamp(MostWindows / (_image.Rows * _image.Width), 1, _image.Outer) : 1;
        _rows = m >= threads * GemmDot<T, TVector, TLanes>.RowsAtOnce ? GemmBlocking.Count(m, threads) : m;
        _first = GemmBlocking.Count(places, Math.Max(GemmBlocking.Count(threads, batches * GemmBlocking.Count(m, _rows)), 1));
        while (_first > 1 && !Fits()) _first = GemmBlocking.Count(_first, 2);
        while (_rows > 1 && !Fits()) _rows = GemmBlocking.Count(_rows, 2);
        IsPossible = Fits();
        Items = batches * GemmBlocking.Count(m, _rows) * GemmBlocking.Count(places, _first);
    }

    /// <summary>Whether the copies of the images and the sums fit into a thread's memory, and most of what is computed is wanted.</summary>
    public bool IsPossible { get; }

    public int Items { get; }

    // Elements of the windows for each place along their first axis.
    private int Rest => _product.N / _image.WindowSize(0);

    /// <summary>
    /// Whether rows of windows pass in one run, with the windows between them that begin in the padding, rather than in a run each.
    /// </summary>
    private bool IsNarrow => IsInOneRun(_image, _product.N);

    /// <summary>What the product costs, in multiplications of a lane.</summary>
    /// <param name="image">The images.</param>
    /// <param name="m">Rows of the left operand.</param>
    /// <param name="n">Elements of a window.</param>
    public static double Cost(in PaddedImage<T> image, int m, int n)
        => (double)m * image.Rows * (IsInOneRun(image, n) ? (n * image.Width) + (PackCost * image.Columns) : n * Whole(image));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int item)
    {
        var (parts, blocks) = (GemmBlocking.Count(_image.WindowSize(0), _first), GemmBlocking.Count(_product.M, _rows));
        var (batch, block, part) = (item / parts / blocks, item / parts % blocks, item % parts);
        var (row, begin) = (block * _rows, part * _first * Rest);
        var (rows, count) = (Math.Min(_rows, _product.M - row), Math.Min(_first * Rest, _product.N - begin));
        var workspace = GemmWorkspace.Own;
        workspace.Hold(0, 0);
        var copies = (T*)workspace.Right;
        var tile = (T*)workspace.Tile;
        var places = WindowOffsets.Own;
        for (var outer = 0; outer < _image.Outer; outer += _images)
        {
            for (var windowRow = 0; windowRow < _image.Rows; windowRow += _windowRows)
            {
                var windows = new Windows(outer, Math.Min(_images, _image.Outer - outer), windowRow,
                    Math.Min(_windowRows, _image.Rows - windowRow));
                if (!places.Holds(_product.Number, begin, windows.Rows)) _image.Locate(places, windows.Rows, begin, count);
                var size = (nint)_image.Size(places.Planes, windows.Rows);
                for (var image = 0; image < windows.Images; image++)
                    _image.Copy(copies + (image * size), batch, outer + image, windowRow, windows.Rows, places);
                GemmDot<T, TVector, TLanes>.MultiplyGathered(Lines(batch, row, rows, windows, size), rows, copies, places.Offsets, count,
                    tile,
                    (nint)count * LaneSums.Lanes<T>(), isFirst: outer + windowRow == 0);
            }
        }

        LaneSums.Fold(tile, (nint)rows * count);
        _product.Epilogue.Apply(tile, count, batch, row, begin, rows, count);
    }

    /// <summary>Whether that takes so many vectors fewer that packing the left operand with zeros pays.</summary>
    private static bool IsInOneRun(in PaddedImage<T> image, int n) => (long)n * (Whole(image) - image.Width) > PackCost * image.Columns;

    /// <summary>The windows of a row in whole vectors, of the width that dot products have.</summary>
    private static int Whole(in PaddedImage<T> image) => GemmBlocking.RoundUp(image.Columns, LaneSums.Lanes<T>());

    private bool Fits()
        => (long)_rows * _first * Rest * LaneSums.Lanes<T>() * sizeof(T) <= GemmWorkspace.TileBytes
            && (long)_rows * _images * _windowRows * (_image.Columns + _image.Width) * sizeof(T) <= GemmWorkspace.LeftBytes
            && _images * _image.Size(_image.MostPlanes(_product.N, _first * Rest), _windowRows) * sizeof(T) <= GemmWorkspace.RightBytes;

    /// <summary>Rows of the left operand, row by row of windows: where they lie, or packed now.</summary>
    private GemmDotLines<T> Lines(int batch, int row, int rows, in Windows windows, nint size)
    {
        var (columns, image) = (_image.Columns, _image.Rows * _image.Columns);
        var depth = (windows.Image * image) + (windows.Row * columns);
        var packed = (T*)GemmWorkspace.Own.Left;
        if (IsNarrow)
        {
            var (run, spread) = (((windows.Rows - 1) * _image.Width) + columns, windows.Images * windows.Rows * _image.Width);
            Pack(packed + (rows * spread), batch, row, rows, depth, windows.Images * windows.Rows * columns);
            new WindowGradientTile<T>(lanes: 1).Spread(packed + (rows * spread), packed, rows * windows.Images * windows.Rows, columns,
                _image.Width);
            return new(packed, spread, new(windows.Images, 1, run) { Left = (0, windows.Rows * _image.Width), Right = (0, size) });
        }

        nint line = 0, step = 0;
        var runs = new GemmRuns(windows.Images, windows.Rows, columns) { Left = (columns, image), Right = (_image.Width, size) };
        var found = columns < LaneSums.Lanes<T>() ? null : Find(batch, row, depth, windows, out line, out step);
        if (found != null) return new(found, line, runs with { Left = (columns, step) });
        var terms = windows.Images * windows.Rows * columns;
        Pack(packed, batch, row, rows, depth, terms);
        return new(packed, terms, runs);
    }

    /// <summary>Where the first row lies, if all do so evenly, and those of all images; otherwise null.</summary>
    private T* Find(int batch, int row, int depth, in Windows windows, out nint line, out nint step)
    {
        var (terms, image) = (windows.Rows * _image.Columns, _image.Rows * _image.Columns);
        var first = _product.Left.Find(batch, row, depth, terms, out line);
        step = image;
        for (var number = 1; number < windows.Images && first != null; number++)
        {
            var next = _product.Left.Find(batch, row, depth + (number * image), terms, out _);
            if (number == 1) step = (nint)(next - first);
            if (next == null || next != first + (number * step)) return null;
        }

        return first;
    }

    private void Pack(T* packed, int batch, int row, int rows, int depth, int terms)
    {
        for (var number = 0; number < rows; number++, packed += terms)
        {
            for (int done = 0, here; done < terms; done += here)
            {
                here = Math.Min(GemmBlocking.MostTerms, terms - done);
                _product.Left.Pack(packed + done, batch, row + number, 1, depth + done, here, 1);
            }
        }
    }

    /// <summary>Some rows of windows, of one image or of several.</summary>
    private readonly record struct Windows(int Image, int Images, int Row, int Rows);
}
