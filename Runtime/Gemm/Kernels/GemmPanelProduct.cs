using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>Multiplies rows, panel after panel, with one panel of columns.</summary>
internal static unsafe class GemmPanelProduct<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    private const int FewRows = 4;

    /// <param name="left">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="right">The columns.</param>
    /// <param name="columns">How many, up to two vectors.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="tile">Gets the sums.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    /// <param name="ahead">What is asked for meanwhile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in GemmLines<T> left, int rows, in GemmColumns<T> right, int columns, int terms, T* tile, nint stride,
        bool isFirst, ref GemmAhead ahead)
    {
        if (right.Places != null)
        {
            if (columns > TLanes.Count) Panels<GemmShapes.ScatteredWide>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
            else Panels<GemmShapes.ScatteredNarrow>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
        }
        else if (left.Line == 1)
        {
            if (columns > TLanes.Count) Panels<GemmShapes.PackedWide>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
            else Panels<GemmShapes.PackedNarrow>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
        }
        else
        {
            if (columns > TLanes.Count) Panels<GemmShapes.Wide>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
            else Panels<GemmShapes.Narrow>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
        }
    }

    /// <inheritdoc cref="Multiply(in GemmLines{T}, int, in GemmColumns{T}, int, int, T*, nint, bool, ref GemmAhead)"/>
    public static void Multiply(in GemmLines<T> left, int rows, in GemmColumns<T> right, int columns, int terms, T* tile, nint stride,
        bool isFirst)
    {
        var nothing = default(GemmAhead);
        Multiply(left, rows, right, columns, terms, tile, stride, isFirst, ref nothing);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panels<TShape>(in GemmLines<T> left, int rows, in GemmColumns<T> right, int terms, T* tile, nint stride,
        bool isFirst, ref GemmAhead ahead)
        where TShape : struct, IGemmShape
    {
        var (panels, rest) = Parts<TShape>(rows);
        if (right.Copy != null && panels > 0) Copied<TShape>(left, panels, right, terms, tile, stride, isFirst, ref ahead);
        else if (panels > 0) Whole<TShape>(left, panels, right, terms, tile, stride, isFirst, ref ahead);
        if (rest == 0) return;
        var columns = right.Copy != null && panels > 0 ? right.Packed(2 * TLanes.Count) : right;
        Last<TShape>(left.After(panels), rest, columns, terms, tile + (panels * TLanes.Rows * stride), stride, isFirst, ref ahead);
    }

    /// <summary>Whole panels, of which the first packs the columns for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copied<TShape>(in GemmLines<T> left, int panels, in GemmColumns<T> right, int terms, T* tile, nint stride,
        bool isFirst, ref GemmAhead ahead)
        where TShape : struct, IGemmShape
    {
        Whole<GemmShapes.Copying<TShape>>(left, 1, right, terms, tile, stride, isFirst, ref ahead);
        Whole<TShape>(left.After(1), panels - 1, right.Packed(2 * TLanes.Count), terms, tile + (TLanes.Rows * stride), stride, isFirst,
            ref ahead);
    }

    /// <summary>The rows after the whole panels: up to a panel, or a few more in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Last<TShape>(in GemmLines<T> left, int rows, in GemmColumns<T> right, int terms, T* tile, nint stride, bool isFirst,
        ref GemmAhead ahead)
        where TShape : struct, IGemmShape
    {
        var first = rows > TLanes.Rows ? (rows + 1) / 2 : rows;
        Rest<TShape>(left, first, right, terms, tile, stride, isFirst, ref ahead);
        if (first < rows)
            Rest<TShape>(left.AfterRows(first), rows - first, right, terms, tile + (first * stride), stride, isFirst, ref ahead);
    }

    /// <summary>
    /// How many whole panels, and how many rows are left. A block of very few rows has too few sums to keep the hardware busy: where rows
    /// lie apart from each other, the last panel is shared with them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Panels, int Rows) Parts<TShape>(int rows)
        where TShape : struct, IGemmShape
    {
        var (panels, rest) = Math.DivRem(rows, TLanes.Rows);
        return !TShape.IsPacked && panels > 0 && rest is > 0 and < FewRows ? (panels - 1, rest + TLanes.Rows) : (panels, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Whole<TShape>(in GemmLines<T> left, int panels, in GemmColumns<T> right, int terms, T* tile, nint stride,
        bool isFirst, ref GemmAhead ahead)
        where TShape : struct, IGemmShape
    {
        if (TLanes.Rows == 12)
            GemmKernel<T, TVector, TLanes>.Run<GemmRows.Twelve, TShape>(left, panels, right, terms, tile, stride, isFirst, ref ahead);
        else if (TShape.IsWide)
            GemmKernel<T, TVector, TLanes>.Run<GemmRows.Six, TShape>(left, panels, right, terms, tile, stride, isFirst, ref ahead);
        else Pairs<TShape>(left, panels, right, terms, tile, stride, isFirst, ref ahead);
    }

    /// <summary>
    /// Six rows of one vector are too few sums to keep the hardware busy: two panels pass together, and what is left of an odd number
    /// alone.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pairs<TShape>(in GemmLines<T> left, int panels, in GemmColumns<T> right, int terms, T* tile, nint stride,
        bool isFirst, ref GemmAhead ahead)
        where TShape : struct, IGemmShape
    {
        var pairs = panels / 2;
        if (pairs > 0)
            GemmKernel<T, TVector, TLanes>.Run<GemmRows.PairOfSix, TShape>(left.Pairs(TLanes.Rows * stride), pairs, right, terms, tile,
                stride, isFirst, ref ahead);
        if (panels > 2 * pairs)
            Block<GemmRows.Six, TShape>(left.After(2 * pairs), right, terms, tile + (2 * pairs * TLanes.Rows * stride), stride, isFirst,
                ref ahead);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rest<TShape>(in GemmLines<T> left, int rows, in GemmColumns<T> right, int terms, T* tile, nint stride, bool isFirst,
        ref GemmAhead ahead)
        where TShape : struct, IGemmShape
    {
        switch (rows)
        {
            case 1: Block<GemmRows.One, TShape>(left, right, terms, tile, stride, isFirst, ref ahead); break;
            case 2: Block<GemmRows.Two, TShape>(left, right, terms, tile, stride, isFirst, ref ahead); break;
            case 3: Block<GemmRows.Three, TShape>(left, right, terms, tile, stride, isFirst, ref ahead); break;
            case 4: Block<GemmRows.Four, TShape>(left, right, terms, tile, stride, isFirst, ref ahead); break;
            case 5: Block<GemmRows.Five, TShape>(left, right, terms, tile, stride, isFirst, ref ahead); break;
            case 6: Block<GemmRows.Six, TShape>(left, right, terms, tile, stride, isFirst, ref ahead); break;
            case 7: Block<GemmRows.Seven, TShape>(left, right, terms, tile, stride, isFirst, ref ahead); break;
            case 8: Block<GemmRows.Eight, TShape>(left, right, terms, tile, stride, isFirst, ref ahead); break;
            case 9: Block<GemmRows.Nine, TShape>(left, right, terms, tile, stride, isFirst, ref ahead); break;
            case 10: Block<GemmRows.Ten, TShape>(left, right, terms, tile, stride, isFirst, ref ahead); break;
            case 11: Block<GemmRows.Eleven, TShape>(left, right, terms, tile, stride, isFirst, ref ahead); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block<TRows, TShape>(in GemmLines<T> left, in GemmColumns<T> right, int terms, T* tile, nint stride, bool isFirst,
        ref GemmAhead ahead)
        where TRows : unmanaged, IGemmRows
        where TShape : struct, IGemmShape
        => GemmKernel<T, TVector, TLanes>.Run<TRows, TShape>(left, 1, right, terms, tile, stride, isFirst, ref ahead);
}
