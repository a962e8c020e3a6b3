namespace ModelGen.Runtime;

/// <summary>Rows of the left operand as the kernels read them: packed into panels, or where they lie.</summary>
/// <param name="first">The first row's first term.</param>
/// <param name="line">Elements from row to row of a panel; 1 if packed.</param>
/// <param name="term">Elements from term to term.</param>
/// <param name="panel">Elements from panel to panel.</param>
internal readonly unsafe struct GemmLines<T>(T* first, nint line, nint term, nint panel)
    where T : unmanaged
{
    public T* First => first;

    public nint Line => line;

    public nint Term => term;

    public nint Panel => panel;

    /// <summary>Elements to the rows that pass with the first ones, if a kernel takes a pair.</summary>
    public nint Pair { get; init; }

    /// <summary>Elements from the first rows' sums to those rows'.</summary>
    public nint PairSums { get; init; }

    /// <summary>The panels two by two.</summary>
    /// <param name="sums">Elements from a panel's sums to the next one's.</param>
    public GemmLines<T> Pairs(nint sums) => new(first, line, term, 2 * panel) { Pair = panel, PairSums = sums };

    /// <summary>The rows after some panels.</summary>
    public GemmLines<T> After(int panels) => new(first + (panels * panel), line, term, panel);

    /// <summary>The rows without their first terms.</summary>
    public GemmLines<T> AfterTerms(int terms) => new(first + (terms * term), line, term, panel);

    /// <summary>The rows after some, of which each lies where it does in memory.</summary>
    public GemmLines<T> AfterRows(int rows) => new(first + (rows * line), line, term, panel) { Pair = Pair, PairSums = PairSums };
}
