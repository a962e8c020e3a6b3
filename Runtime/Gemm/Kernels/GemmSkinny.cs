using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// The product of very few rows with columns that lie side by side: it is bound by the memory that the columns pass from, and so reads long
/// runs of it, some terms at a time, while the sums are in the first cache.
/// </summary>
internal static unsafe class GemmSkinny<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    /// <summary>More rows have work enough for the panel that comes with them.</summary>
    public const int MaxRows = 2;

    /// <summary>Columns in a block: long runs for one row; for several, as many as stay in the first cache from row to row.</summary>
    public static int MaxColumns(int rows) => rows == 1 ? 2048 : 512;

    /// <summary>Sums the products of rows and columns into a tile.</summary>
    /// <param name="left">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="b">The first column's first term; the columns lie side by side.</param>
    /// <param name="bTerm">Elements from term to term.</param>
    /// <param name="columns">How many columns: whole vectors.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="tile">Gets the sums.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in GemmLines<T> left, int rows, T* b, nint bTerm, int columns, int terms, T* tile, nint stride,
        bool isFirst)
    {
        if (!isFirst)
        {
            AddLater(left, rows, b, bTerm, columns, terms, tile, stride);
            return;
        }

        var a = left.First;
        for (var row = 0; row < rows; row++) new Span<T>(tile + (row * stride), columns).Clear();
        for (; terms >= 8; terms -= 8, a += 8 * left.Term, b += 8 * bTerm)
        {
            for (var row = 0; row < rows; row++) AddEightTerms(a + (row * left.Line), left.Term, b, bTerm, columns, tile + (row * stride));
        }

        for (; terms > 0; terms--, a += left.Term, b += bTerm)
        {
            for (var row = 0; row < rows; row++) AddTerm(TLanes.Create(a[row * left.Line]), b, columns, tile + (row * stride));
        }
    }

    /// <summary>
    /// Sums later terms by themselves, as the other kernels do, so that the bits do not depend on which columns are whole vectors.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddLater(in GemmLines<T> left, int rows, T* b, nint bTerm, int columns, int terms, T* tile, nint stride)
    {
        var sums = stackalloc T[rows * columns];
        Multiply(left, rows, b, bTerm, columns, terms, sums, columns, isFirst: true);
        for (var row = 0; row < rows; row++, sums += columns, tile += stride)
        {
            for (var column = 0; column < columns; column += TLanes.Count)
                TLanes.Store(tile + column, TLanes.Add(TLanes.Load(tile + column), TLanes.Load(sums + column)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEightTerms(T* a, nint aTerm, T* b, nint bTerm, int columns, T* tile)
    {
        var (a0, a1, a2, a3) = (TLanes.Create(*a), TLanes.Create(a[aTerm]), TLanes.Create(a[2 * aTerm]), TLanes.Create(a[3 * aTerm]));
        a += 4 * aTerm;
        var (a4, a5, a6, a7) = (TLanes.Create(*a), TLanes.Create(a[aTerm]), TLanes.Create(a[2 * aTerm]), TLanes.Create(a[3 * aTerm]));
        var far = b + (4 * bTerm);
        for (; columns > 0; columns -= TLanes.Count, b += TLanes.Count, far += TLanes.Count, tile += TLanes.Count)
        {
            var sum = TLanes.MultiplyAdd(a0, TLanes.Load(b), TLanes.Load(tile));
            sum = TLanes.MultiplyAdd(a1, TLanes.Load(b + bTerm), sum);
            sum = TLanes.MultiplyAdd(a2, TLanes.Load(b + (2 * bTerm)), sum);
            sum = TLanes.MultiplyAdd(a3, TLanes.Load(b + (3 * bTerm)), sum);
            sum = TLanes.MultiplyAdd(a4, TLanes.Load(far), sum);
            sum = TLanes.MultiplyAdd(a5, TLanes.Load(far + bTerm), sum);
            sum = TLanes.MultiplyAdd(a6, TLanes.Load(far + (2 * bTerm)), sum);
            TLanes.Store(tile, TLanes.MultiplyAdd(a7, TLanes.Load(far + (3 * bTerm)), sum));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTerm(TVector a, T* b, int columns, T* tile)
    {
        for (; columns > 0; columns -= TLanes.Count, b += TLanes.Count, tile += TLanes.Count)
            TLanes.Store(tile, TLanes.MultiplyAdd(a, TLanes.Load(b), TLanes.Load(tile)));
    }
}
