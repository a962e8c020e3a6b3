namespace ModelGen;

/// <summary>What an IDX file holds.</summary>
/// <typeparam name="T">An element.</typeparam>
public sealed class IdxArray<T>
    where T : unmanaged
{
    internal IdxArray(int[] shape, T[] elements) => (Shape, Elements) = (shape, elements);

    /// <summary>The length of each axis.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The elements, the last axis running fastest.</summary>
    public T[] Elements { get; }
}
