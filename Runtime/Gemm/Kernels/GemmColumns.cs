namespace ModelGen.Runtime;

/// <summary>A panel of columns of the right operand as the kernels read it; the columns lie side by side.</summary>
/// <param name="first">The first column's first term.</param>
/// <param name="term">Elements from term to term.</param>
internal readonly unsafe struct GemmColumns<T>(T* first, nint term)
    where T : unmanaged
{
    public T* First => first;

    public nint Term => term;

    /// <summary>
    /// Where each term's columns lie after the first; null if the distance from term to term says it. The rows are packed then.
    /// </summary>
    public nint* Places { get; init; }

    /// <summary>Memory for a packed panel, if the first rows are to pack the columns for the others; otherwise null.</summary>
    public T* Copy { get; init; }

    /// <summary>The panel as the first rows have packed it.</summary>
    /// <param name="unit">Elements from term to term.</param>
    public GemmColumns<T> Packed(nint unit) => new(Copy, unit);

    /// <summary>The columns without their first terms.</summary>
    public GemmColumns<T> AfterTerms(int terms) => new(first + (terms * term), term) { Copy = Copy };

    /// <summary>The columns after some of a scattered panel.</summary>
    public GemmColumns<T> After(nint columns) => new(first + columns, term) { Places = Places };
}
