using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// Multiplies a pair of rows, that is some rows and as many at a distance from them, which lie where they do in memory, with one vector of
/// columns: so there are twice as many sums as the hardware has to wait for.
/// </summary>
internal static unsafe class GemmPairProduct<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    // Rows of a block: the sums of so many pairs stay in registers.
    private const int MostRows = 6;

    /// <param name="left">The first rows, and where the others lie.</param>
    /// <param name="rows">How many first rows.</param>
    /// <param name="right">The columns.</param>
    /// <param name="terms">How many terms.</param>
    /// <param name="tile">Gets the sums.</param>
    /// <param name="stride">Elements from row to row of the tile.</param>
    /// <param name="isFirst">Whether these are the first terms, so that the tile holds nothing yet.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in GemmLines<T> left, int rows, in GemmColumns<T> right, int terms, T* tile, nint stride, bool isFirst)
    {
        var block = GemmBlocking.Count(rows, GemmBlocking.Count(rows, MostRows));
        for (var row = 0; row < rows; row += block)
            Block(left.AfterRows(row), Math.Min(block, rows - row), right, terms, tile + (row * stride), stride, isFirst);
    }

    private static void Block(in GemmLines<T> left, int rows, in GemmColumns<T> right, int terms, T* tile, nint stride, bool isFirst)
    {
        switch (rows)
        {
            case 1: Kernel<GemmRows.PairOfOne>(left, right, terms, tile, stride, isFirst); break;
            case 2: Kernel<GemmRows.PairOfTwo>(left, right, terms, tile, stride, isFirst); break;
            case 3: Kernel<GemmRows.PairOfThree>(left, right, terms, tile, stride, isFirst); break;
            case 4: Kernel<GemmRows.PairOfFour>(left, right, terms, tile, stride, isFirst); break;
            case 5: Kernel<GemmRows.PairOfFive>(left, right, terms, tile, stride, isFirst); break;
            default: Kernel<GemmRows.PairOfSix>(left, right, terms, tile, stride, isFirst); break;
        }
    }

    private static void Kernel<TRows>(in GemmLines<T> left, in GemmColumns<T> right, int terms, T* tile, nint stride, bool isFirst)
        where TRows : unmanaged, IGemmRows
    {
        var nothing = default(GemmAhead);
        GemmKernel<T, TVector, TLanes>.Run<TRows, GemmShapes.Narrow>(left, 1, right, terms, tile, stride, isFirst, ref nothing);
    }
}
