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

    /// <summary>The rows after some panels.</summary>
    public GemmLines<T> After(int panels) => new(first + (panels * panel), line, term, panel);

    /// <summary>The rows after some, of which each lies where it does in memory.</summary>
    public GemmLines<T> AfterRows(int rows) => new(first + (rows * line), line, term, panel);
}
