namespace ModelGen.Runtime;

/// <summary>
/// Images at the points of Winograd's filtering: for each point a copy of the images, in which six rows of the padded image, as many
/// further each time as they give sums, have become one. A window's elements are in it without the axis of their rows.
/// </summary>
/// <param name="image">The images with their padding.</param>
internal readonly unsafe struct WinogradImage<T, TVector, TLanes>(PaddedImage<T> image)
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    // What a row of an image costs at the points, and a row of sums made of them, in multiplications of a vector.
    private const int ImageCost = 30;
    private const int SumsCost = 25;

    // What a row of the left operand costs, packed and taken at the points as taps.
    private const int TapsCost = 70;

    // The share of the plain product's cost from which on it is not worth the rounding.
    private const double WorthShare = 0.9;

    private readonly int _taps = RowsOfWindow(image);
    private readonly int _inner = ElementsOfRow(image);

    /// <summary>The images with their padding.</summary>
    public PaddedImage<T> Image => image;

    /// <summary>Whether a window has from two to five rows, next to each other.</summary>
    public bool IsPossible => _taps is >= 2 and <= 5;

    /// <summary>
    /// Whether the elements of a window's row are as far from each other as the next ones are, in an image and from image to image.
    /// </summary>
    public bool IsEven
    {
        get
        {
            for (var axis = 0; axis < image.RowAxis; axis++) if (!image.IsChannel(axis)) return false;
            return image.WindowAxes - image.RowAxis <= 2;
        }
    }

    /// <summary>How many rows a window has.</summary>
    public int Taps => _taps;

    /// <summary>How many rows of windows become one row.</summary>
    public int Sums => WinogradRows<T, TVector, TLanes>.Sums(_taps);

    /// <summary>Elements of a window that follow each other in one of its rows.</summary>
    public int Inner => _inner;

    /// <summary>Elements of a window until its rows begin anew.</summary>
    public int Group => _inner * _taps;

    /// <summary>Whether a product of windows and so many rows has clearly fewer multiplications so, with what the points cost.</summary>
    /// <param name="rows">Rows that are multiplied with the windows.</param>
    /// <param name="elements">Elements of a window.</param>
    public bool IsWorth(int rows, int elements)
        => image.Width <= 2 * image.Columns && Cost(rows, elements, SumsCost) < WorthShare * image.Rows * rows * elements;

    /// <summary>Whether the product for a weight's gradient takes clearly less time so than by dot products.</summary>
    /// <param name="rows">Rows that are multiplied with the windows' elements.</param>
    /// <param name="lanes">Those that come with them in whole vectors.</param>
    /// <param name="elements">Elements of a window.</param>
    public bool IsWorthForGradient(int rows, int lanes, int elements)
        => image.Width <= 2 * image.Columns
            && image.Width * Cost(lanes, elements, TapsCost)
                < WorthShare * WindowGradientJob<T, TVector, TLanes>.Cost(image, rows, elements);

    /// <summary>How many rows some rows of windows become.</summary>
    public int Rows(int windowRows) => GemmBlocking.Count(windowRows, Sums);

    /// <summary>Elements for the padded copy and for the copies at the points.</summary>
    public long Size(int planes, int windowRows)
        => PaddedSize(planes, windowRows) + (WinogradRows<T, TVector, TLanes>.Points * PointSize(planes, windowRows));

    /// <summary>Elements from point to point.</summary>
    public nint PointSize(int planes, int windowRows) => Aligned((planes * Rows(windowRows) * image.Width) + TLanes.Count);

    /// <summary>Finds out where the elements of windows lie in a point's copy, those of a window's first row.</summary>
    /// <param name="places">Gets it.</param>
    /// <param name="windowRows">For how many rows of windows the images are copied.</param>
    /// <param name="depth">The first element of a window, of its first row.</param>
    /// <param name="terms">How many elements, of all rows.</param>
    public void Locate(WindowOffsets places, int windowRows, int depth, int terms)
    {
        var (all, used) = (Rows(windowRows) * Sums, 0);
        image.Locate(places, all, depth, terms);
        for (var group = 0; group < terms; group += Group)
        {
            for (var element = 0; element < _inner; element++)
            {
                var (plane, column) = Math.DivRem(places.Offsets[group + element], (nint)image.Size(1, all));
                places.Offsets[used++] = (plane * Rows(windowRows) * image.Width) + column;
            }
        }
    }

    /// <summary>Makes the copies for some rows of windows.</summary>
    /// <param name="memory">Gets the padded copy, then the copies at the points.</param>
    /// <param name="batch">The number of the product.</param>
    /// <param name="outer">The place along the axes before the rows.</param>
    /// <param name="windowRow">The first row of windows.</param>
    /// <param name="windowRows">How many rows of windows.</param>
    /// <param name="planes">For how many images there is memory.</param>
    /// <param name="places">Of which images the elements of windows are.</param>
    /// <returns>The first point's copy.</returns>
    public T* Copy(T* memory, int batch, int outer, int windowRow, int windowRows, int planes, WindowOffsets places)
    {
        var (rows, width) = (Rows(windowRows), image.Width);
        var all = rows * Sums;
        image.Copy(memory, batch, outer, windowRow, all, places);
        var (size, stride) = ((nint)image.Size(1, all), PointSize(planes, windowRows));
        var points = memory + PaddedSize(planes, windowRows);
        var to = points;
        for (var plane = 0; plane < places.Planes; plane++)
        {
            for (var row = 0; row < rows; row++, to += width)
                WinogradRows<T, TVector, TLanes>.OfImage(memory + (plane * size) + (row * Sums * width), width, to, stride, width);
        }

        return points;
    }

    /// <summary>What a column of windows costs at the points, in multiplications.</summary>
    private double Cost(int rows, int elements, int rowCost)
        => Rows(image.Rows)
            * ((WinogradRows<T, TVector, TLanes>.Points * (double)rows * (elements / _taps)) + (ImageCost * (double)elements / Group)
                + (rowCost * (double)rows));

    private nint PaddedSize(int planes, int windowRows) => Aligned((int)image.Size(planes, Rows(windowRows) * Sums) + TLanes.Count);

    private static nint Aligned(int size) => GemmBlocking.RoundUp(size, TLanes.Count);

    private static int RowsOfWindow(PaddedImage<T> image) => image.RowAxis < 0 ? 1 : image.WindowSize(image.RowAxis);

    private static int ElementsOfRow(PaddedImage<T> image)
    {
        var inner = 1;
        for (var axis = image.RowAxis + 1; axis < image.WindowAxes; axis++) inner *= image.WindowSize(axis);
        return inner;
    }
}
