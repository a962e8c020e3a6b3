using System.Numerics;

namespace ModelGen.Runtime;

/// <summary>
/// The part of a product that one item of work computes, and how deep a panel is packed at once. Sums do not depend on it: each element adds
/// its terms in order, a panel of <see cref="Depth"/> at a time.
/// </summary>
internal readonly record struct GemmBlocking(int Rows, int Columns, int Depth)
{
    public const int MostRows = 240;

    public const int MostColumns = 256;

    public const int MostDepth = 256;

    /// <summary>Rows of the innermost block.</summary>
    public const int UnitRows = 6;

    // Fewer multiplications than this take less time than waking a thread is worth.
    private const long LeastWork = 200_000;

    public static int UnitColumns<T>()
        where T : unmanaged
        => 2 * Vector<T>.Count;

    /// <summary>Blocks as large as the cache holds, but so many that several threads have work when there is much.</summary>
    public static GemmBlocking Of<T>(int m, int n, int k, int batches)
        where T : unmanaged
    {
        var work = Math.Max(1, (double)m * n * k * batches / LeastWork);
        var wanted = (int)Math.Min(16, work);
        var (rows, columns) = (Math.Min(m, MostRows), Math.Min(n, MostColumns));
        while (Count(m, rows) * Count(n, columns) * batches < wanted)
        {
            if (columns >= rows && columns > 2 * UnitColumns<T>()) columns = RoundUp(Count(columns, 2), UnitColumns<T>());
            else if (rows > 4 * UnitRows) rows = RoundUp(Count(rows, 2), UnitRows);
            else break;
        }

        return new(rows, columns, Math.Min(k, MostDepth));
    }

    public static int Count(int size, int block) => (size + block - 1) / block;

    public static int RoundUp(int size, int multiple) => Count(size, multiple) * multiple;
}
