using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>Multiplies rows, panel after panel, with one panel of columns.</summary>
internal static unsafe class GemmPanelProduct<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IGemmVector<T, TVector>
{
    /// <param name="left">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="b">The first column's first term; the columns lie side by side.</param>
    /// <param name="bTerm">Elements from term to term.</param>
    /// <param name="places">Where each term's columns lie after <paramref name="b"/>; null if <paramref name="bTerm"/> says it. The rows are packed then.</param>
    /// <param name="copy">Memory for a panel, if the columns are to be packed on the way; otherwise null.</param>
    /// <param name="columns">How many columns, up to two vectors.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="tile">Gets the sums.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    /// <param name="ahead">What the next columns are made of.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in GemmLines<T> left, int rows, T* b, nint bTerm, nint* places, T* copy, int columns, int terms, T* tile, nint stride, bool isFirst, in GemmAhead ahead)
    {
        if (places is not null)
        {
            if (columns > TLanes.Count) Panels<ScatteredWide>(left, rows, b, bTerm, places, copy, terms, tile, stride, isFirst, ahead);
            else Panels<ScatteredNarrow>(left, rows, b, bTerm, places, copy, terms, tile, stride, isFirst, ahead);
        }
        else if (left.Line == 1)
        {
            if (columns > TLanes.Count) Panels<PackedWide>(left, rows, b, bTerm, places, copy, terms, tile, stride, isFirst, ahead);
            else Panels<PackedNarrow>(left, rows, b, bTerm, places, copy, terms, tile, stride, isFirst, ahead);
        }
        else
        {
            if (columns > TLanes.Count) Panels<Wide>(left, rows, b, bTerm, places, copy, terms, tile, stride, isFirst, ahead);
            else Panels<Narrow>(left, rows, b, bTerm, places, copy, terms, tile, stride, isFirst, ahead);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panels<TShape>(in GemmLines<T> left, int rows, T* b, nint bTerm, nint* places, T* copy, int terms, T* tile, nint stride, bool isFirst, in GemmAhead ahead)
        where TShape : struct, IGemmShape
    {
        var a = left.First;
        var (aRow, aTerm) = (left.Line, left.Term);
        var (panel, panels) = (0, GemmBlocking.Count(rows, TLanes.Rows));
        ahead.Fetch(panel++, panels);
        if (copy != null && rows > TLanes.Rows)
        {
            Whole<Copying<TShape>>(a, aRow, aTerm, b, bTerm, places, copy, terms, tile, stride, isFirst);
            a += left.Panel;
            tile += TLanes.Rows * stride;
            rows -= TLanes.Rows;
            b = copy;
            bTerm = 2 * TLanes.Count;
        }

        for (; rows >= TLanes.Rows; rows -= TLanes.Rows, a += left.Panel, tile += TLanes.Rows * stride)
        {
            Whole<TShape>(a, aRow, aTerm, b, bTerm, places, null, terms, tile, stride, isFirst);
            if (panel < panels) ahead.Fetch(panel++, panels);
        }

        Rest<TShape>(a, aRow, aTerm, b, bTerm, places, rows, terms, tile, stride, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Whole<TShape>(T* a, nint aRow, nint aTerm, T* b, nint bTerm, nint* places, T* copy, int terms, T* tile, nint stride, bool isFirst)
        where TShape : struct, IGemmShape
    {
        if (TLanes.Rows == 12) GemmKernel<T, TVector, TLanes>.Run<GemmRows.Twelve, TShape>(a, aRow, aTerm, b, bTerm, places, copy, terms, tile, stride, isFirst);
        else GemmKernel<T, TVector, TLanes>.Run<GemmRows.Six, TShape>(a, aRow, aTerm, b, bTerm, places, copy, terms, tile, stride, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rest<TShape>(T* a, nint aRow, nint aTerm, T* b, nint bTerm, nint* places, int rows, int terms, T* tile, nint stride, bool isFirst)
        where TShape : struct, IGemmShape
    {
        switch (rows)
        {
            case 1: Block<GemmRows.One, TShape>(a, aRow, aTerm, b, bTerm, places, terms, tile, stride, isFirst); break;
            case 2: Block<GemmRows.Two, TShape>(a, aRow, aTerm, b, bTerm, places, terms, tile, stride, isFirst); break;
            case 3: Block<GemmRows.Three, TShape>(a, aRow, aTerm, b, bTerm, places, terms, tile, stride, isFirst); break;
            case 4: Block<GemmRows.Four, TShape>(a, aRow, aTerm, b, bTerm, places, terms, tile, stride, isFirst); break;
            case 5: Block<GemmRows.Five, TShape>(a, aRow, aTerm, b, bTerm, places, terms, tile, stride, isFirst); break;
            case 6: Block<GemmRows.Six, TShape>(a, aRow, aTerm, b, bTerm, places, terms, tile, stride, isFirst); break;
            case 7: Block<GemmRows.Seven, TShape>(a, aRow, aTerm, b, bTerm, places, terms, tile, stride, isFirst); break;
            case 8: Block<GemmRows.Eight, TShape>(a, aRow, aTerm, b, bTerm, places, terms, tile, stride, isFirst); break;
            case 9: Block<GemmRows.Nine, TShape>(a, aRow, aTerm, b, bTerm, places, terms, tile, stride, isFirst); break;
            case 10: Block<GemmRows.Ten, TShape>(a, aRow, aTerm, b, bTerm, places, terms, tile, stride, isFirst); break;
            case 11: Block<GemmRows.Eleven, TShape>(a, aRow, aTerm, b, bTerm, places, terms, tile, stride, isFirst); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block<TRows, TShape>(T* a, nint aRow, nint aTerm, T* b, nint bTerm, nint* places, int terms, T* tile, nint stride, bool isFirst)
        where TRows : struct, IGemmRows
        where TShape : struct, IGemmShape
        => GemmKernel<T, TVector, TLanes>.Run<TRows, TShape>(a, aRow, aTerm, b, bTerm, places, null, terms, tile, stride, isFirst);

    private readonly struct Copying<TShape> : IGemmShape
        where TShape : struct, IGemmShape
    {
        public static bool IsPacked => TShape.IsPacked;

        public static bool IsWide => TShape.IsWide;

        public static bool Copies => true;
    }

    private readonly struct PackedWide : IGemmShape
    {
        public static bool IsPacked => true;

        public static bool IsWide => true;
    }

    private readonly struct PackedNarrow : IGemmShape
    {
        public static bool IsPacked => true;

        public static bool IsWide => false;
    }

    private readonly struct Wide : IGemmShape
    {
        public static bool IsPacked => false;

        public static bool IsWide => true;
    }

    private readonly struct Narrow : IGemmShape
    {
        public static bool IsPacked => false;

        public static bool IsWide => false;
    }

    private readonly struct ScatteredWide : IGemmShape
    {
        public static bool IsPacked => true;

        public static bool IsScattered => true;

        public static bool IsWide => true;
    }

    private readonly struct ScatteredNarrow : IGemmShape
    {
        public static bool IsPacked => true;

        public static bool IsScattered => true;

        public static bool IsWide => false;
    }
}
