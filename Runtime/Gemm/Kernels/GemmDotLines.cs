namespace ModelGen.Runtime;

/// <summary>Rows whose terms lie side by side, as dot products read them.</summary>
/// <param name="first">The first row's first term.</param>
/// <param name="line">Elements from row to row.</param>
/// <param name="runs">How the terms lie.</param>
internal readonly unsafe struct GemmDotLines<T>(T* first, nint line, GemmRuns runs)
    where T : unmanaged
{
    public T* First => first;

    public nint Line => line;

    public GemmRuns Runs => runs;

    /// <summary>The rows after some.</summary>
    public GemmDotLines<T> After(int rows) => new(first + (rows * line), line, runs);
}

/// <summary>Runs of terms that lie side by side, in groups.</summary>
/// <param name="Groups">How many groups.</param>
/// <param name="Count">Runs of a group.</param>
/// <param name="Terms">Terms of a run.</param>
internal readonly record struct GemmRuns(int Groups, int Count, int Terms)
{
    /// <summary>Elements of the left operand from run to run, and from group to group.</summary>
    public (nint Run, nint Group) Left { get; init; }

    /// <summary>Elements of the right operand from run to run, and from group to group.</summary>
    public (nint Run, nint Group) Right { get; init; }
}
