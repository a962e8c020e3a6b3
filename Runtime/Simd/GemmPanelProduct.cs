using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>Multiplies rows, panel after panel, with one panel of columns.</summary>
internal static unsafe class GemmPanelProduct<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IGemmVector<T, TVector>
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
    public static void Run(in GemmLines<T> left, int rows, in GemmColumns<T> right, int columns, int terms, T* tile, nint stride, bool isFirst, ref GemmAhead ahead)
    {
        if (right.Places != null)
        {
            if (columns > TLanes.Count) Panels<ScatteredWide>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
            else Panels<ScatteredNarrow>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
        }
        else if (left.Line == 1)
        {
            if (columns > TLanes.Count) Panels<PackedWide>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
            else Panels<PackedNarrow>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
        }
        else
        {
            if (columns > TLanes.Count) Panels<Wide>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
            else Panels<Narrow>(left, rows, right, terms, tile, stride, isFirst, ref ahead);
        }
    }

    /// <inheritdoc cref="Run(in GemmLines{T}, int, in GemmColumns{T}, int, int, T*, nint, bool, ref GemmAhead)"/>
    public static void Run(in GemmLines<T> left, int rows, in GemmColumns<T> right, int columns, int terms, T* tile, nint stride, bool isFirst)
    {
        var nothing = default(GemmAhead);
        Run(left, rows, right, columns, terms, tile, stride, isFirst, ref nothing);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panels<TShape>(in GemmLines<T> left, int rows, in GemmColumns<T> right, int terms, T* tile, nint stride, bool isFirst, ref GemmAhead ahead)
        where TShape : struct, IGemmShape
    {
        var (panels, rest) = Parts<TShape>(rows);
        var (lines, columns) = (left, right);
        if (right.Copy != null && panels > 0)
        {
            Whole<Copying<TShape>>(lines, 1, columns, terms, tile, stride, isFirst, ref ahead);
            columns = new(right.Copy, 2 * TLanes.Count);
            lines = lines.After(1);
            tile += TLanes.Rows * stride;
            panels--;
        }

        Whole<TShape>(lines, panels, columns, terms, tile, stride, isFirst, ref ahead);
        lines = lines.After(panels);
        tile += panels * TLanes.Rows * stride;
        if (rest > TLanes.Rows)
        {
            var half = (rest + 1) / 2;
            Rest<TShape>(lines, half, columns, terms, tile, stride, isFirst, ref ahead);
            Rest<TShape>(lines.AfterRows(half), rest - half, columns, terms, tile + (half * stride), stride, isFirst, ref ahead);
        }
        else
        {
            Rest<TShape>(lines, rest, columns, terms, tile, stride, isFirst, ref ahead);
        }
    }

    /// <summary>
    /// How many whole panels, and how many rows are left. A block of very few rows has too few sums to keep the hardware busy: where rows lie
    /// apart from each other, the last panel is shared with them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Panels, int Rows) Parts<TShape>(int rows)
        where TShape : struct, IGemmShape
    {
        var (panels, rest) = Math.DivRem(rows, TLanes.Rows);
        return !TShape.IsPacked && panels > 0 && rest is > 0 and < FewRows ? (panels - 1, rest + TLanes.Rows) : (panels, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Whole<TShape>(in GemmLines<T> left, int panels, in GemmColumns<T> right, int terms, T* tile, nint stride, bool isFirst, ref GemmAhead ahead)
        where TShape : struct, IGemmShape
    {
        if (TLanes.Rows == 12) GemmKernel<T, TVector, TLanes>.Run<GemmRows.Twelve, TShape>(left, panels, right, terms, tile, stride, isFirst, ref ahead);
        else GemmKernel<T, TVector, TLanes>.Run<GemmRows.Six, TShape>(left, panels, right, terms, tile, stride, isFirst, ref ahead);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rest<TShape>(in GemmLines<T> left, int rows, in GemmColumns<T> right, int terms, T* tile, nint stride, bool isFirst, ref GemmAhead ahead)
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
    private static void Block<TRows, TShape>(in GemmLines<T> left, in GemmColumns<T> right, int terms, T* tile, nint stride, bool isFirst, ref GemmAhead ahead)
        where TRows : unmanaged, IGemmRows
        where TShape : struct, IGemmShape
        => GemmKernel<T, TVector, TLanes>.Run<TRows, TShape>(left, 1, right, terms, tile, stride, isFirst, ref ahead);

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
