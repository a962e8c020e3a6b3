using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>
/// The innermost block: up to 12 rows of one or two vectors, or a pair of so many rows of one, whose sums stay in registers while the terms
/// pass. What the shape leaves out is not compiled.
/// </summary>
internal static unsafe class GemmKernel<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    /// <summary>Sums the products of some panels of rows and some columns into a block of the tile.</summary>
    /// <param name="left">The rows.</param>
    /// <param name="panels">How many panels of <typeparamref name="TRows"/> rows.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="tile">The block of the tile.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    /// <param name="ahead">What is asked for meanwhile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TRows, TShape>(in GemmLines<T> left, int panels, in GemmColumns<T> columns, int terms, T* tile, nint stride,
        bool isFirst, ref GemmAhead ahead)
        where TRows : unmanaged, IGemmRows
        where TShape : struct, IGemmShape
    {
        var panel = left.First;
        var rows = sizeof(TRows) % GemmRows.Paired * (sizeof(TRows) > GemmRows.Paired ? 2 : 1);
        for (; panels > 0; panels--, panel += left.Panel, tile += rows * stride)
        {
            ahead.Fetch(rows, (TShape.IsWide ? 2 : 1) * TLanes.Count * sizeof(T));
            Panel<TRows, TShape>(panel, left, columns, terms, tile, stride, isFirst);
        }
    }

    /// <summary>Sums the products of one panel of rows and some blocks of scattered columns.</summary>
    /// <param name="left">The rows.</param>
    /// <param name="columns">The blocks' first columns.</param>
    /// <param name="blocks">How many, and how they lie.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="tile">The first block of the tile.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Across<TRows, TShape>(in GemmLines<T> left, in GemmColumns<T> columns, in GemmBlocks blocks, int terms, T* tile,
        nint stride, bool isFirst)
        where TRows : unmanaged, IGemmRows
        where TShape : struct, IGemmShape
    {
        for (var block = 0; block < blocks.Count; block++, tile += blocks.Sums)
            Panel<TRows, TShape>(left.First, left, columns.After(block * blocks.Apart), terms, tile, stride, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel<TRows, TShape>(T* a, in GemmLines<T> left, in GemmColumns<T> columns, int terms, T* tile, nint stride,
        bool isFirst)
        where TRows : unmanaged, IGemmRows
        where TShape : struct, IGemmShape
    {
        var row = TShape.IsPacked ? 1 : left.Line;
        var aTerm = left.Term;
        var pair = left.Pair;
        TVector c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        TVector c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        TVector c60 = default, c61 = default, c70 = default, c71 = default, c80 = default, c81 = default;
        TVector c90 = default, c91 = default, cA0 = default, cA1 = default, cB0 = default, cB1 = default;
        var b = columns.First;
        var bTerm = columns.Term;
        var places = columns.Places;
        var copy = columns.Copy;
        for (var term = 0; term < terms; term++)
        {
            var line = b + (TShape.IsScattered ? places[term] : 0);
            var b0 = TLanes.Load(line);
            var b1 = TShape.IsWide ? TLanes.Load(line + TLanes.Count) : default;
            if (TShape.Copies)
            {
                TLanes.Store(copy, b0);
                if (TShape.IsWide) TLanes.Store(copy + TLanes.Count, b1);
                copy += 2 * TLanes.Count;

                // The next panel's part of this term: each term is on a page of its own, which the hardware does not foresee.
                if (Sse.IsSupported) Sse.Prefetch1(line + (2 * TLanes.Count));
            }

            Step(a, pair, b0, b1, ref c00, ref c01);
            if (sizeof(TRows) % GemmRows.Paired > 1) Step(a + row, pair, b0, b1, ref c10, ref c11);
            if (sizeof(TRows) % GemmRows.Paired > 2) Step(a + (2 * row), pair, b0, b1, ref c20, ref c21);
            var a3 = a + (3 * row);
            if (sizeof(TRows) % GemmRows.Paired > 3) Step(a3, pair, b0, b1, ref c30, ref c31);
            if (sizeof(TRows) % GemmRows.Paired > 4) Step(a3 + row, pair, b0, b1, ref c40, ref c41);
            if (sizeof(TRows) % GemmRows.Paired > 5) Step(a3 + (2 * row), pair, b0, b1, ref c50, ref c51);
            var a6 = a + (6 * row);
            if (sizeof(TRows) % GemmRows.Paired > 6) Step(a6, pair, b0, b1, ref c60, ref c61);
            if (sizeof(TRows) % GemmRows.Paired > 7) Step(a6 + row, pair, b0, b1, ref c70, ref c71);
            if (sizeof(TRows) % GemmRows.Paired > 8) Step(a6 + (2 * row), pair, b0, b1, ref c80, ref c81);
            var a9 = a + (9 * row);
            if (sizeof(TRows) % GemmRows.Paired > 9) Step(a9, pair, b0, b1, ref c90, ref c91);
            if (sizeof(TRows) % GemmRows.Paired > 10) Step(a9 + row, pair, b0, b1, ref cA0, ref cA1);
            if (sizeof(TRows) % GemmRows.Paired > 11) Step(a9 + (2 * row), pair, b0, b1, ref cB0, ref cB1);
            a += aTerm;
            if (!TShape.IsScattered) b += bTerm;
        }

        nint second = sizeof(TRows) > GemmRows.Paired ? left.PairSums : TLanes.Count;
        Put(tile, second, c00, c01, isFirst);
        if (sizeof(TRows) % GemmRows.Paired > 1) Put(tile += stride, second, c10, c11, isFirst);
        if (sizeof(TRows) % GemmRows.Paired > 2) Put(tile += stride, second, c20, c21, isFirst);
        if (sizeof(TRows) % GemmRows.Paired > 3) Put(tile += stride, second, c30, c31, isFirst);
        if (sizeof(TRows) % GemmRows.Paired > 4) Put(tile += stride, second, c40, c41, isFirst);
        if (sizeof(TRows) % GemmRows.Paired > 5) Put(tile += stride, second, c50, c51, isFirst);
        if (sizeof(TRows) % GemmRows.Paired > 6) Put(tile += stride, second, c60, c61, isFirst);
        if (sizeof(TRows) % GemmRows.Paired > 7) Put(tile += stride, second, c70, c71, isFirst);
        if (sizeof(TRows) % GemmRows.Paired > 8) Put(tile += stride, second, c80, c81, isFirst);
        if (sizeof(TRows) % GemmRows.Paired > 9) Put(tile += stride, second, c90, c91, isFirst);
        if (sizeof(TRows) % GemmRows.Paired > 10) Put(tile += stride, second, cA0, cA1, isFirst);
        if (sizeof(TRows) % GemmRows.Paired > 11) Put(tile += stride, second, cB0, cB1, isFirst);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Step(T* a, nint pair, TVector b0, TVector b1, ref TVector c0, ref TVector c1)
        {
            var value = TLanes.Create(*a);
            c0 = TLanes.MultiplyAdd(value, b0, c0);
            if (TShape.IsWide) c1 = TLanes.MultiplyAdd(value, b1, c1);
            if (sizeof(TRows) > GemmRows.Paired) c1 = TLanes.MultiplyAdd(TLanes.Create(a[pair]), b0, c1);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Put(T* place, nint second, TVector c0, TVector c1, bool isFirst)
        {
            TLanes.Store(place, isFirst ? c0 : TLanes.Add(TLanes.Load(place), c0));
            if (!TShape.IsWide && sizeof(TRows) < GemmRows.Paired) return;
            place += second;
            TLanes.Store(place, isFirst ? c1 : TLanes.Add(TLanes.Load(place), c1));
        }
    }
}
