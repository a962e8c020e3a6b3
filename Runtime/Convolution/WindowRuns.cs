using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// How rows of windows pass as columns of a product: in one run, with the windows between the rows that begin in the padding, or in a run
/// each, which ends with a part of a vector; whichever takes less time.
/// </summary>
internal readonly unsafe struct WindowRuns<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    private readonly int _width;
    private readonly int _columns;
    private readonly bool _areRows;

    /// <param name="rows">Rows of windows that pass together.</param>
    /// <param name="width">Elements of a row of the copy of the images.</param>
    /// <param name="columns">Windows of a row.</param>
    public WindowRuns(int rows, int width, int columns)
    {
        (_width, _columns) = (width, columns);
        _areRows = rows * Cost(columns) < Cost(((rows - 1) * width) + columns);
    }

    /// <summary>Elements from the sums of a row of windows to those of the next.</summary>
    public int Step => _areRows ? GemmBlocking.RoundUp(_columns, TLanes.Count) : _width;

    /// <summary>Elements that the sums of some rows of windows take.</summary>
    public int Stride(int rows) => GemmBlocking.RoundUp(rows * Step, UnitColumns);

    private static int UnitColumns => 2 * TLanes.Count;

    /// <summary>Adds the products of the left operand's rows and some rows of windows.</summary>
    /// <param name="left">The left operand's rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="copy">The copy of the images.</param>
    /// <param name="places">Where the elements of the first window lie in it.</param>
    /// <param name="windowRows">How many rows of windows.</param>
    /// <param name="terms">Elements of a window.</param>
    /// <param name="tile">Gets the sums.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(in GemmLines<T> left, int rows, T* copy, nint* places, int windowRows, int terms, T* tile, nint stride,
        bool isFirst)
    {
        var run = new GemmColumns<T>(copy, 0) { Places = places };
        var isFew = rows <= GemmAcrossProduct<T, TVector, TLanes>.MostRows;
        if (!_areRows) MultiplyRun(left, rows, run, ((windowRows - 1) * _width) + _columns, isFew, terms, tile, stride, isFirst);
        else if (isFew) Across(left, rows, run, windowRows, terms, tile, stride, isFirst);
        else for (var row = 0; row < windowRows; row++)
            MultiplyRun(left, rows, run.After(row * _width), _columns, isFew, terms, tile + (row * Step), stride, isFirst);
    }

    /// <summary>A run, panel by panel of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyRun(in GemmLines<T> left, int rows, in GemmColumns<T> run, int columns, bool isFew, int terms, T* tile,
        nint stride,
        bool isFirst)
    {
        var column = 0;
        if (isFew)
        {
            var blocks = new GemmBlocks((columns + TLanes.Count - 1) / UnitColumns, UnitColumns, UnitColumns);
            GemmAcrossProduct<T, TVector, TLanes>.Multiply(left, rows, run, isWide: true, blocks, terms, tile, stride, isFirst);
            column = blocks.Count * UnitColumns;
        }

        for (; column < columns; column += UnitColumns)
            GemmPanelProduct<T, TVector, TLanes>.Multiply(left, rows, run.After(column), Math.Min(UnitColumns, columns - column), terms,
                tile + column, stride, isFirst);
    }

    /// <summary>The same columns of all runs, for few rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Across(in GemmLines<T> left, int rows, in GemmColumns<T> run, int windowRows, int terms, T* tile, nint stride,
        bool isFirst)
    {
        var blocks = new GemmBlocks(windowRows, _width, Step);
        for (var column = 0; column < _columns; column += UnitColumns)
            GemmAcrossProduct<T, TVector, TLanes>.Multiply(left, rows, run.After(column), _columns - column > TLanes.Count, blocks, terms,
                tile + column, stride, isFirst);
    }

    /// <summary>What a run costs: two vectors of columns pass in the time that waiting for the sums makes of one and a half.</summary>
    private static int Cost(int columns)
    {
        var (pairs, single) = Math.DivRem(GemmBlocking.Count(columns, TLanes.Count), 2);
        return (3 * pairs) + (2 * single);
    }
}
