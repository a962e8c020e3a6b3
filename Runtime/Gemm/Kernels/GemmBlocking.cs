namespace ModelGen.Runtime;

/// <summary>
/// The part of a product that one item of work computes, and how deep the operands are packed at once. Results do not depend on the part:
/// each element adds its terms in order, <see cref="Depth"/> at a time, and that follows from the number of terms alone.
/// </summary>
internal readonly record struct GemmBlocking(int Rows, int Columns, int Depth)
{
    /// <summary>A multiple of every kernel's rows.</summary>
    public const int MostRows = 264;

    /// <summary>
    /// A multiple of every kernel's columns, of which <see cref="MostTerms"/> terms fit into <see cref="GemmWorkspace.RightBytes"/> as
    /// floats.
    /// </summary>
    public const int MostColumns = 128;

    /// <summary>Terms that are packed at once, at most.</summary>
    public const int MostTerms = 512;

    /// <summary>Bytes of an operand that stay in a core's own cache beside the other's.</summary>
    public const int CoreBytes = 160 << 10;

    // Fewer multiplications than this take less time than waking a thread is worth.
    private const double LeastWork = 200_000;

    // An element that is read or written takes as long as so many multiplications.
    private const int WorkOfElement = 8;

    // So many items of a thread that one which is held up leaves work to the others.
    private const int ItemsOfThread = 4;

    /// <summary>Blocks as large as the cache holds, but so many that all threads have work when there is enough.</summary>
    /// <param name="m">Rows.</param>
    /// <param name="n">Columns.</param>
    /// <param name="k">Terms.</param>
    /// <param name="batches">Products.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="unitRows">Rows of the innermost block.</param>
    /// <param name="unitColumns">Columns of the innermost block.</param>
    /// <param name="mostRows">Rows of a block at most.</param>
    /// <param name="mostColumns">Columns of a block at most.</param>
    public static GemmBlocking Choose(int m, int n, int k, int batches, int threads, int unitRows, int unitColumns, int mostRows,
        int mostColumns)
    {
        var (rows, columns) = (Even(m, mostRows, unitRows), Even(n, mostColumns, unitColumns));
        var work = Work(m, n, k, batches);
        var wanted = threads == 1 || work < 2 ? 1 : threads * Math.Clamp((int)(work / threads / 2), 1, ItemsOfThread);

        // Columns first: a thread packs the rows once for all its columns.
        while ((long)Count(m, rows) * Count(n, columns) * batches < wanted)
        {
            if (columns > 2 * unitColumns) columns = RoundUp(Count(columns, 2), unitColumns);
            else if (rows > 2 * unitRows) rows = RoundUp(Count(rows, 2), unitRows);
            else break;
        }

        return new(rows, columns, Even(k, MostTerms, 1));
    }

    /// <summary>Whether there is work for several threads.</summary>
    public static bool IsWorthThreads(int m, int n, int k, int batches) => Work(m, n, k, batches) >= 2;

    public static int Count(int size, int block) => block == 0 ? 0 : (size + block - 1) / block;

    public static int RoundUp(int size, int multiple) => Count(size, multiple) * multiple;

    /// <summary>A block of at most so many, of which as many as are needed are about equal.</summary>
    private static int Even(int size, int most, int multiple) => RoundUp(Count(size, Count(size, most)), multiple);

    /// <summary>How often a thread would be worth waking: by the multiplications or by the memory, whichever takes longer.</summary>
    private static double Work(int m, int n, int k, int batches)
    {
        var elements = ((double)m * k) + ((double)n * k) + ((double)m * n);
        return Math.Max((double)m * n * k, WorkOfElement * elements) * batches / LeastWork;
    }
}
