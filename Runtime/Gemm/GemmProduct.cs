namespace ModelGen.Runtime;

/// <summary>A product that is to be computed, and what becomes of it.</summary>
/// <param name="left">The left operand, whose lines are rows.</param>
/// <param name="right">The right operand, whose lines are columns.</param>
/// <param name="m">Rows of the result.</param>
/// <param name="n">Columns of the result.</param>
/// <param name="k">Terms of each sum.</param>
/// <param name="batches">How many products.</param>
/// <param name="epilogue">Takes the result.</param>
/// <param name="number">A number that no other product has, so that a thread knows whose panels it holds.</param>
internal readonly struct GemmProduct<T>(GemmOperand<T> left, GemmOperand<T> right, int m, int n, int k, int batches,
    GemmEpilogue<T> epilogue, long number)
    where T : unmanaged
{
    public GemmOperand<T> Left { get; } = left;

    public GemmOperand<T> Right { get; } = right;

    public int M { get; } = m;

    public int N { get; } = n;

    public int K { get; } = k;

    public int Batches { get; } = batches;

    public GemmEpilogue<T> Epilogue { get; } = epilogue;

    public long Number { get; } = number;

    /// <summary>What may be left out.</summary>
    public GemmTriangle Triangle { get; init; }

    /// <summary>Whether there is work for several threads.</summary>
    public bool IsWorthThreads => GemmBlocking.IsWorthThreads(M, N, K, Batches);

    /// <summary>The product the other way round, whose rows are this one's columns.</summary>
    /// <param name="turning">Takes that product's result.</param>
    public GemmProduct<T> Transposed(GemmEpilogue<T> turning) => new(Right, Left, N, M, K, Batches, turning, Number);
}
