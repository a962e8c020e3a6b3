using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// Products of rows and columns whose terms lie side by side, by dot products: nothing is packed. The terms of a sum are dealt out to the
/// lanes of a vector of 512 bits, which are added at the end; narrower vectors pass several times, each time for some of the lanes, so that
/// they give the same bits. Few rows meet columns so that these pass from memory once; and the sums over the rows of a convolution's
/// windows, by which its weight gets its gradient, are such products.
/// </summary>
internal static unsafe class GemmDot<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    private const int ColumnsAtOnce = 4;

    /// <summary>Rows of a block at most: their sums with 4 columns stay in the registers, beside the rows' terms and a column's.</summary>
    public static int RowsAtOnce => TLanes.Rows == 12 ? 4 : 3;

    // More rows fill most of the lanes of two vectors; with fewer terms adding the lanes does not pay.
    private static int MostRows => 3 * Lanes / 2;

    // Lanes that terms are dealt out to.
    private static int Lanes => LaneSums.Lanes<T>();

    // How often the terms pass.
    private static int Parts => Lanes / TLanes.Count;

    private const int LeastTermsOfRow = 16;

    /// <summary>Whether dot products take less time than packing the columns.</summary>
    public static bool Pays(int rows, int terms) => rows <= MostRows && terms >= rows * LeastTermsOfRow && terms >= Lanes;

    /// <summary>Sums the products of rows and columns into a tile.</summary>
    /// <param name="a">The first row's first term; the terms lie side by side.</param>
    /// <param name="aRow">Elements from row to row.</param>
    /// <param name="b">The first column's first term; the terms lie side by side.</param>
    /// <param name="bColumn">Elements from column to column.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="terms">How many terms, those of 512 bits at least.</param>
    /// <param name="tile">Gets the sums.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(T* a, nint aRow, T* b, nint bColumn, int rows, int columns, int terms, T* tile, nint stride, bool isFirst)
    {
        var lines = new GemmDotLines<T>(a, aRow, new(1, 1, terms));
        for (; columns >= ColumnsAtOnce; columns -= ColumnsAtOnce, b += ColumnsAtOnce * bColumn, tile += ColumnsAtOnce)
            Rows<Four>(lines, rows, b, bColumn, 2 * bColumn, 3 * bColumn, tile, stride, isFirst);
        for (; columns > 0; columns--, b += bColumn, tile++) Rows<One>(lines, rows, b, 0, 0, 0, tile, stride, isFirst);
    }

    /// <summary>
    /// Sums the products of rows and columns into a tile, of which each element is 512 bits of lanes that are to be added.
    /// </summary>
    /// <param name="lines">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="b">What the columns are parts of.</param>
    /// <param name="places">Where each begins.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="tile">Gets the sums.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyGathered(in GemmDotLines<T> lines, int rows, T* b, nint* places, int columns, T* tile, nint stride,
        bool isFirst)
    {
        // Block by block of rows, so that these stay in the first cache for all columns.
        for (int row = 0, here; row < rows; row += here)
        {
            here = RowsOfBlock(rows - row);
            var block = lines.After(row);
            var to = tile + (row * stride);
            var column = 0;
            for (; column <= columns - ColumnsAtOnce; column += ColumnsAtOnce, to += ColumnsAtOnce * Lanes)
            {
                var first = places[column];
                Rows<Apart<Four>>(block, here, b + first, places[column + 1] - first, places[column + 2] - first,
                    places[column + 3] - first, to, stride, isFirst);
            }

            for (; column < columns; column++, to += Lanes) Rows<Apart<One>>(block, here, b + places[column], 0, 0, 0, to, stride, isFirst);
        }
    }

    /// <summary>How many of some rows the next block takes: none are left over for one of their own that would have few sums.</summary>
    private static int RowsOfBlock(int rows) => rows >= 2 * RowsAtOnce ? RowsAtOnce : rows > RowsAtOnce ? (rows + 1) / 2 : rows;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TShape>(GemmDotLines<T> lines, int rows, T* b, nint second, nint third, nint fourth, T* tile, nint stride,
        bool isFirst)
        where TShape : struct, IGemmShape
    {
        for (int here; rows > 0; rows -= here, lines = lines.After(here), tile += here * stride)
        {
            here = RowsOfBlock(rows);
            if (here == 4) Whole<GemmRows.Four, TShape>(lines, b, second, third, fourth, tile, stride, isFirst);
            else if (here == 3) Whole<GemmRows.Three, TShape>(lines, b, second, third, fourth, tile, stride, isFirst);
            else if (here == 2) Whole<GemmRows.Two, TShape>(lines, b, second, third, fourth, tile, stride, isFirst);
            else Whole<GemmRows.One, TShape>(lines, b, second, third, fourth, tile, stride, isFirst);
        }
    }

    /// <summary>Sums a block with all of its lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Whole<TRows, TShape>(in GemmDotLines<T> lines, T* right, nint second, nint third, nint fourth, T* tile, nint stride,
        bool isFirst)
        where TRows : unmanaged, IGemmRows
        where TShape : struct, IGemmShape
    {
        if (Parts == 1)
        {
            Block<TRows, TShape>(lines, right, second, third, fourth, 0, tile, stride, isFirst);
            return;
        }

        if (TShape.StoresLaneSums)
        {
            for (var part = 0; part < Parts; part++) Block<TRows, TShape>(lines, right, second, third, fourth, part, tile, stride, isFirst);
            return;
        }

        var lanes = stackalloc T[sizeof(TRows) * ColumnsAtOnce * Lanes];
        nint apart = ColumnsAtOnce * Lanes;
        for (var part = 0; part < Parts; part++)
            Block<TRows, Apart<TShape>>(lines, right, second, third, fourth, part, lanes, apart, isFirst: true);
        for (var row = 0; row < sizeof(TRows); row++, lanes += apart, tile += stride)
        {
            if (TShape.IsWide)
                LaneSums.Put(tile, LaneSums.Fold(lanes), LaneSums.Fold(lanes + Lanes), LaneSums.Fold(lanes + (2 * Lanes)),
                    LaneSums.Fold(lanes + (3 * Lanes)), isFirst);
            else LaneSums.Put(tile, LaneSums.Fold(lanes), isFirst);
        }
    }

    /// <summary>Sums some of the lanes of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TRows, TShape>(in GemmDotLines<T> lines, T* right, nint second, nint third, nint fourth, int part, T* tile,
        nint stride, bool isFirst)
        where TRows : unmanaged, IGemmRows
        where TShape : struct, IGemmShape
    {
        TVector c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
        TVector c20 = default, c21 = default, c22 = default, c23 = default, c30 = default, c31 = default, c32 = default, c33 = default;
        var line = lines.Line;
        var runs = lines.Runs;
        var begin = part * TLanes.Count;
        for (var group = 0; group < runs.Groups; group++)
        {
            var a = lines.First + begin + (group * runs.Left.Group);
            var b = right + begin + (group * runs.Right.Group);
            var (aStep, bStep) = (runs.Left.Run - runs.Terms, runs.Right.Run - runs.Terms);
            for (var run = 0; run < runs.Count; run++, a += aStep, b += bStep)
            {
                var terms = runs.Terms;
                for (; terms >= Lanes; terms -= Lanes, a += Lanes, b += Lanes)
                {
                    var a0 = TLanes.Load(a);
                    var a1 = sizeof(TRows) > 1 ? TLanes.Load(a + line) : default;
                    var a2 = sizeof(TRows) > 2 ? TLanes.Load(a + (2 * line)) : default;
                    var a3 = sizeof(TRows) > 3 ? TLanes.Load(a + (3 * line)) : default;
                    Step(TLanes.Load(b), a0, a1, a2, a3, ref c00, ref c10, ref c20, ref c30);
                    if (!TShape.IsWide) continue;
                    Step(TLanes.Load(b + second), a0, a1, a2, a3, ref c01, ref c11, ref c21, ref c31);
                    Step(TLanes.Load(b + third), a0, a1, a2, a3, ref c02, ref c12, ref c22, ref c32);
                    Step(TLanes.Load(b + fourth), a0, a1, a2, a3, ref c03, ref c13, ref c23, ref c33);
                }

                if (terms == 0) continue;

                // The last lanes begin so far back that they end with the terms; what was added before is 0 in them.
                a += terms;
                b += terms;
                var last = Math.Min(begin + TLanes.Count - (Lanes - terms), TLanes.Count);
                if (last > 0)
                {
                    var a0 = TLanes.LoadLast(a - Lanes, last);
                    var a1 = sizeof(TRows) > 1 ? TLanes.LoadLast(a - Lanes + line, last) : default;
                    var a2 = sizeof(TRows) > 2 ? TLanes.LoadLast(a - Lanes + (2 * line), last) : default;
                    var a3 = sizeof(TRows) > 3 ? TLanes.LoadLast(a - Lanes + (3 * line), last) : default;
                    Step(TLanes.LoadLast(b - Lanes, last), a0, a1, a2, a3, ref c00, ref c10, ref c20, ref c30);
                    if (!TShape.IsWide) continue;
                    Step(TLanes.LoadLast(b - Lanes + second, last), a0, a1, a2, a3, ref c01, ref c11, ref c21, ref c31);
                    Step(TLanes.LoadLast(b - Lanes + third, last), a0, a1, a2, a3, ref c02, ref c12, ref c22, ref c32);
                    Step(TLanes.LoadLast(b - Lanes + fourth, last), a0, a1, a2, a3, ref c03, ref c13, ref c23, ref c33);
                }
            }
        }

        if (TShape.StoresLaneSums) tile += begin;
        Put(tile, c00, c01, c02, c03, isFirst);
        if (sizeof(TRows) > 1) Put(tile + stride, c10, c11, c12, c13, isFirst);
        if (sizeof(TRows) > 2) Put(tile + (2 * stride), c20, c21, c22, c23, isFirst);
        if (sizeof(TRows) > 3) Put(tile + (3 * stride), c30, c31, c32, c33, isFirst);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Step(TVector b, TVector a0, TVector a1, TVector a2, TVector a3, ref TVector c0, ref TVector c1, ref TVector c2,
            ref TVector c3)
        {
            c0 = TLanes.MultiplyAdd(a0, b, c0);
            if (sizeof(TRows) > 1) c1 = TLanes.MultiplyAdd(a1, b, c1);
            if (sizeof(TRows) > 2) c2 = TLanes.MultiplyAdd(a2, b, c2);
            if (sizeof(TRows) > 3) c3 = TLanes.MultiplyAdd(a3, b, c3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Put(T* place, TVector c0, TVector c1, TVector c2, TVector c3, bool isFirst)
        {
            if (TShape.StoresLaneSums)
            {
                PutLanes(place, c0, isFirst);
                if (!TShape.IsWide) return;
                PutLanes(place + Lanes, c1, isFirst);
                PutLanes(place + (2 * Lanes), c2, isFirst);
                PutLanes(place + (3 * Lanes), c3, isFirst);
            }
            else if (TShape.IsWide) LaneSums.Put(place, TLanes.Fold(c0), TLanes.Fold(c1), TLanes.Fold(c2), TLanes.Fold(c3), isFirst);
            else LaneSums.Put(place, TLanes.Fold(c0), isFirst);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void PutLanes(T* place, TVector sum, bool isFirst)
            => TLanes.Store(place, isFirst ? sum : TLanes.Add(TLanes.Load(place), sum));
    }

    /// <summary>A shape whose sums keep their lanes, since more terms follow.</summary>
    private readonly struct Apart<TShape> : IGemmShape
        where TShape : struct, IGemmShape
    {
        public static bool IsPacked => TShape.IsPacked;

        public static bool IsWide => TShape.IsWide;

        public static bool StoresLaneSums => true;
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
