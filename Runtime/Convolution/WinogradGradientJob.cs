using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// The product by which a convolution's weight gets its gradient, by Winograd's filtering, as items of work: some of the windows' elements,
/// for some rows of the left operand. As many rows of it as a group of windows has are the taps of a filter over the image, and the
/// weight's rows are the sums; they are made of the points' products once, when all windows are summed.
/// </summary>
internal readonly unsafe struct WinogradGradientJob<T, TVector, TLanes> : IGemmJob
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    private const int Points = WinogradRows<T, TVector, TLanes>.Points;

    private readonly GemmProduct<T> _product;
    private readonly WinogradImage<T, TVector, TLanes> _image;
    private readonly int _planes;
    private readonly int _windowRows;
    private readonly int _first;

    public WinogradGradientJob(in GemmProduct<T> product, in ImageOperand<T> operand, int threads, bool isWorth = false)
    {
        (_product, _image) = (product, new(new(operand)));
        var (m, n, k, batches) = (product.M, product.N, product.K, product.Batches);
        var image = _image.Image;
        if (k == 0 || image.RowAxis < 1 || !_image.IsPossible || !_image.IsEven || image.Columns > GemmBlocking.MostTerms
            || (!isWorth && !_image.IsWorthForGradient(m, GemmBlocking.RoundUp(m, Lanes), n))) return;
        _planes = image.MostPlanes(n, n);
        _windowRows = GemmBlocking.RoundUp(Math.Min(RowsOfTerms, image.Rows), _image.Sums);
        while (_windowRows > _image.Sums && !Fits()) _windowRows = GemmBlocking.RoundUp(GemmBlocking.Count(_windowRows, 2), _image.Sums);
        var blocks = batches * GemmBlocking.Count(m, Lanes);
        _first = GemmBlocking.Count(image.WindowSize(0), Math.Max(GemmBlocking.Count(threads, blocks), 1));
        while (_first > 1 && !SumsFit()) _first = GemmBlocking.Count(_first, 2);
        IsPossible = Fits() && SumsFit();
        Items = blocks * GemmBlocking.Count(image.WindowSize(0), _first);
    }

    /// <summary>Whether it is worth it, and the copies of the images and the sums fit into a thread's memory.</summary>
    public bool IsPossible { get; }

    public int Items { get; }

    // The columns that are multiplied at once: a vector of them where that is all, else two.
    private int Lanes => _product.M <= TLanes.Count ? TLanes.Count : 2 * TLanes.Count;

    // Rows of windows that are packed at once.
    private int RowsOfTerms => Math.Max(GemmBlocking.MostTerms / Math.Max(_image.Image.Columns, 1), 1);

    // Elements of the windows for each place along their first axis.
    private int Rest => _product.N / _image.Image.WindowSize(0);

    private int PanelSize(int windowRows) => _image.Rows(windowRows) * _image.Image.Width * Lanes;

    private bool Fits()
        => _image.Size(_planes, _windowRows) * sizeof(T) <= GemmWorkspace.RightBytes
            && ((PanelSize(_windowRows) * (long)(Points + _image.Sums)) + (GemmBlocking.MostTerms * Lanes)) * sizeof(T)
                <= GemmWorkspace.LeftBytes;

    // A part's products at the points, and its sums, twice.
    private bool SumsFit() => (long)_first * Rest * Lanes * ((Points / (double)_image.Taps) + 2) * sizeof(T) <= GemmWorkspace.TileBytes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int item)
    {
        var image = _image.Image;
        var (parts, blocks) = (GemmBlocking.Count(image.WindowSize(0), _first), GemmBlocking.Count(_product.M, Lanes));
        var (batch, block, part) = (item / parts / blocks, item / parts % blocks, item % parts);
        var (row, begin) = (block * Lanes, part * _first * Rest);
        var (rows, count) = (Math.Min(Lanes, _product.M - row), Math.Min(_first * Rest, _product.N - begin));
        var workspace = GemmWorkspace.Own;
        workspace.Hold(0, 0);
        var places = WindowOffsets.Own;
        var panels = (T*)workspace.Left;
        var products = (T*)workspace.Tile;
        for (var outer = 0; outer < image.Outer; outer++)
        {
            for (var windowRow = 0; windowRow < image.Rows; windowRow += _windowRows)
            {
                var windowRows = Math.Min(_windowRows, image.Rows - windowRow);
                if (!places.Holds(_product.Number, begin, windowRows)) _image.Locate(places, windowRows, begin, count);
                var points = _image.Copy((T*)workspace.Right, batch, outer, windowRow, windowRows, _planes, places);
                PackLeft(panels, batch, row, rows, (outer * image.Rows) + windowRow, windowRows);
                var sides = Sides(places.Offsets, count / _image.Taps);
                var terms = ((_image.Rows(windowRows) - 1) * image.Width) + image.Columns;
                for (var point = 0; point < Points; point++)
                    sides.Multiply(points + (point * _image.PointSize(_planes, windowRows)), panels + (point * PanelSize(windowRows)),
                        Lanes, rows, terms, products + ((nint)point * count / _image.Taps * Lanes), isFirst: outer + windowRow == 0);
            }
        }

        var sums = products + ((nint)Points * count / _image.Taps * Lanes);
        var run = _image.Inner * Lanes;
        for (var group = 0; group < count / _image.Group; group++)
            WinogradRows<T, TVector, TLanes>.ToSums(_image.Taps, products + (group * run), (nint)count / _image.Taps * Lanes,
                sums + (group * run * _image.Taps), run, run);
        _product.Epilogue.Apply(new WindowGradientTile<T>(Lanes).Transpose(sums, rows, count), count, batch, row, begin, rows, count);
    }

    /// <summary>
    /// The left operand's columns at the points, with zeros for the windows that begin in the padding and for rows that fill a group up.
    /// </summary>
    private void PackLeft(T* panels, int batch, int row, int rows, int windowRow, int windowRows)
    {
        var (width, columns, groups) = (_image.Image.Width, _image.Image.Columns, _image.Rows(windowRows));
        var spread = panels + (Points * PanelSize(windowRows));
        var packed = spread + (_image.Sums * PanelSize(windowRows));
        var (line, here) = (width * Lanes, 0);
        for (var done = 0; done < windowRows; done += here)
        {
            here = Math.Min(RowsOfTerms, windowRows - done);
            _product.Left.Pack(packed, batch, row, rows, (windowRow + done) * columns, here * columns, Lanes);
            new WindowGradientTile<T>(Lanes).Spread(packed, spread + (done * line), here, columns, width);
        }

        new Span<T>(spread + (windowRows * line), ((groups * _image.Sums) - windowRows) * line).Clear();
        for (var group = 0; group < groups; group++)
            WinogradRows<T, TVector, TLanes>.OfTaps(_image.Sums, spread + (group * _image.Sums * line), line, panels + (group * line),
                PanelSize(windowRows), line);
    }

    /// <summary>The sides are the images' or an image's columns, of which there are more.</summary>
    private WindowSides<T, TVector, TLanes> Sides(nint* places, int count)
    {
        var (inner, outer) = (_image.Inner, count / _image.Inner);
        return outer >= inner ? new(places, count, outer, inner) : new(places, count, inner, 1);
    }
}
