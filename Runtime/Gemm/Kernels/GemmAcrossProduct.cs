using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// Multiplies up to six rows with blocks of scattered columns. With few rows the call overhead per block dominates, so one call processes
/// all blocks. More rows would read the columns again for each panel, from beyond the first-level cache.
/// </summary>
internal static unsafe class GemmAcrossProduct<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    /// <summary>Rows at most.</summary>
    public const int MostRows = 6;

    /// <param name="left">The rows, packed.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">The blocks' first columns.</param>
    /// <param name="isWide">Whether a block has two vectors of columns rather than one.</param>
    /// <param name="blocks">How many, and how they lie.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="tile">Gets the sums.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in GemmLines<T> left, int rows, in GemmColumns<T> columns, bool isWide, in GemmBlocks blocks, int terms,
        T* tile,
        nint stride, bool isFirst)
    {
        if (isWide) Across<GemmShapes.ScatteredWide>(left, rows, columns, blocks, terms, tile, stride, isFirst);
        else Across<GemmShapes.ScatteredNarrow>(left, rows, columns, blocks, terms, tile, stride, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Across<TShape>(in GemmLines<T> left, int rows, in GemmColumns<T> columns, in GemmBlocks blocks, int terms, T* tile,
        nint stride, bool isFirst)
        where TShape : struct, IGemmShape
    {
        switch (rows)
        {
            case 1: GemmKernel<T, TVector, TLanes>.Across<GemmRows.One, TShape>(left, columns, blocks, terms, tile, stride, isFirst); break;
            case 2: GemmKernel<T, TVector, TLanes>.Across<GemmRows.Two, TShape>(left, columns, blocks, terms, tile, stride, isFirst); break;
            case 3:
                GemmKernel<T, TVector, TLanes>.Across<GemmRows.Three, TShape>(left, columns, blocks, terms, tile, stride, isFirst);
                break;
            case 4:
                GemmKernel<T, TVector, TLanes>.Across<GemmRows.Four, TShape>(left, columns, blocks, terms, tile, stride, isFirst);
                break;
            case 5:
                GemmKernel<T, TVector, TLanes>.Across<GemmRows.Five, TShape>(left, columns, blocks, terms, tile, stride, isFirst);
                break;
            case 6: GemmKernel<T, TVector, TLanes>.Across<GemmRows.Six, TShape>(left, columns, blocks, terms, tile, stride, isFirst); break;
        }
    }
}
