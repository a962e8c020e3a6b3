using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// The product of few rows with columns whose terms lie side by side, by dot products: nothing is packed, and the columns pass from memory once.
/// The terms of a sum are dealt out to the lanes of a vector, which are added at the end.
/// </summary>
internal static unsafe class GemmDot<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IGemmVector<T, TVector>
{
    private const int ColumnsAtOnce = 4;

    // Their sums with 4 columns stay in the registers.
    private static int RowsAtOnce => TLanes.Rows / 3;

    // More rows fill most of the lanes of two vectors; with fewer terms adding the lanes does not pay.
    private static int MostRows => 3 * TLanes.Count / 2;

    private const int LeastTermsOfRow = 16;

    /// <summary>Whether dot products take less time than packing the columns.</summary>
    public static bool Pays(int rows, int terms) => rows <= MostRows && terms >= rows * LeastTermsOfRow && terms >= TLanes.Count;

    /// <summary>Sums the products of rows and columns into a tile.</summary>
    /// <param name="a">The first row's first term; the terms lie side by side.</param>
    /// <param name="aRow">Elements from row to row.</param>
    /// <param name="b">The first column's first term; the terms lie side by side.</param>
    /// <param name="bColumn">Elements from column to column.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="terms">How many terms, a vector's at least.</param>
    /// <param name="tile">Gets the sums.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(T* a, nint aRow, T* b, nint bColumn, int rows, int columns, int terms, T* tile, nint stride, bool isFirst)
    {
        for (; columns >= ColumnsAtOnce; columns -= ColumnsAtOnce, b += ColumnsAtOnce * bColumn, tile += ColumnsAtOnce)
            Rows<Four>(a, aRow, b, bColumn, rows, terms, tile, stride, isFirst);
        for (; columns > 0; columns--, b += bColumn, tile++) Rows<One>(a, aRow, b, bColumn, rows, terms, tile, stride, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TShape>(T* a, nint aRow, T* b, nint bColumn, int rows, int terms, T* tile, nint stride, bool isFirst)
        where TShape : struct, IGemmShape
    {
        for (; rows >= RowsAtOnce; rows -= RowsAtOnce, a += RowsAtOnce * aRow, tile += RowsAtOnce * stride)
        {
            if (RowsAtOnce == 4) Block<GemmRows.Four, TShape>(a, aRow, b, bColumn, terms, tile, stride, isFirst);
            else Block<GemmRows.Two, TShape>(a, aRow, b, bColumn, terms, tile, stride, isFirst);
        }

        if (rows == 3) Block<GemmRows.Three, TShape>(a, aRow, b, bColumn, terms, tile, stride, isFirst);
        if (rows == 2) Block<GemmRows.Two, TShape>(a, aRow, b, bColumn, terms, tile, stride, isFirst);
        if (rows == 1) Block<GemmRows.One, TShape>(a, aRow, b, bColumn, terms, tile, stride, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TRows, TShape>(T* a, nint aRow, T* b, nint bColumn, int terms, T* tile, nint stride, bool isFirst)
        where TRows : unmanaged, IGemmRows
        where TShape : struct, IGemmShape
    {
        TVector c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
        TVector c20 = default, c21 = default, c22 = default, c23 = default, c30 = default, c31 = default, c32 = default, c33 = default;
        for (; terms >= TLanes.Count; terms -= TLanes.Count, a += TLanes.Count, b += TLanes.Count)
        {
            var b0 = TLanes.Load(b);
            var b1 = TShape.IsWide ? TLanes.Load(b + bColumn) : default;
            var b2 = TShape.IsWide ? TLanes.Load(b + (2 * bColumn)) : default;
            var b3 = TShape.IsWide ? TLanes.Load(b + (3 * bColumn)) : default;
            Step(TLanes.Load(a), b0, b1, b2, b3, ref c00, ref c01, ref c02, ref c03);
            if (sizeof(TRows) > 1) Step(TLanes.Load(a + aRow), b0, b1, b2, b3, ref c10, ref c11, ref c12, ref c13);
            if (sizeof(TRows) > 2) Step(TLanes.Load(a + (2 * aRow)), b0, b1, b2, b3, ref c20, ref c21, ref c22, ref c23);
            if (sizeof(TRows) > 3) Step(TLanes.Load(a + (3 * aRow)), b0, b1, b2, b3, ref c30, ref c31, ref c32, ref c33);
        }

        // The last vectors begin so far back that they end with the terms; what was added before is 0 in them.
        if (terms > 0)
        {
            a -= TLanes.Count - terms;
            b -= TLanes.Count - terms;
            var b0 = TLanes.LoadLast(b, terms);
            var b1 = TShape.IsWide ? TLanes.LoadLast(b + bColumn, terms) : default;
            var b2 = TShape.IsWide ? TLanes.LoadLast(b + (2 * bColumn), terms) : default;
            var b3 = TShape.IsWide ? TLanes.LoadLast(b + (3 * bColumn), terms) : default;
            Step(TLanes.LoadLast(a, terms), b0, b1, b2, b3, ref c00, ref c01, ref c02, ref c03);
            if (sizeof(TRows) > 1) Step(TLanes.LoadLast(a + aRow, terms), b0, b1, b2, b3, ref c10, ref c11, ref c12, ref c13);
            if (sizeof(TRows) > 2) Step(TLanes.LoadLast(a + (2 * aRow), terms), b0, b1, b2, b3, ref c20, ref c21, ref c22, ref c23);
            if (sizeof(TRows) > 3) Step(TLanes.LoadLast(a + (3 * aRow), terms), b0, b1, b2, b3, ref c30, ref c31, ref c32, ref c33);
        }

        Put(tile, c00, c01, c02, c03, isFirst);
        if (sizeof(TRows) > 1) Put(tile + stride, c10, c11, c12, c13, isFirst);
        if (sizeof(TRows) > 2) Put(tile + (2 * stride), c20, c21, c22, c23, isFirst);
        if (sizeof(TRows) > 3) Put(tile + (3 * stride), c30, c31, c32, c33, isFirst);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Step(TVector a, TVector b0, TVector b1, TVector b2, TVector b3, ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3)
        {
            c0 = TLanes.MultiplyAdd(a, b0, c0);
            if (!TShape.IsWide) return;
            c1 = TLanes.MultiplyAdd(a, b1, c1);
            c2 = TLanes.MultiplyAdd(a, b2, c2);
            c3 = TLanes.MultiplyAdd(a, b3, c3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Put(T* place, TVector c0, TVector c1, TVector c2, TVector c3, bool isFirst)
        {
            if (TShape.IsWide) LaneSums.Put(place, TLanes.Fold(c0), TLanes.Fold(c1), TLanes.Fold(c2), TLanes.Fold(c3), isFirst);
            else LaneSums.Put(place, TLanes.Fold(c0), isFirst);
        }
    }

    private readonly struct Four : IGemmShape
    {
        public static bool IsPacked => false;

        public static bool IsWide => true;
    }

    private readonly struct One : IGemmShape
    {
        public static bool IsPacked => false;

        public static bool IsWide => false;
    }
}
