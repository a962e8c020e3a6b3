using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>What a matrix product does with its result. Every element is handed over exactly once, when its sum is complete.</summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe interface IGemmEpilogue<T>
    where T : unmanaged
{
    /// <summary>Takes a part of the product, which is hot in the cache: element (i, j) of it is <c>tile[i * tileStride + j]</c>.</summary>
    /// <param name="tile">The part.</param>
    /// <param name="tileStride">Elements from row to row of the part.</param>
    /// <param name="batch">The number of the product.</param>
    /// <param name="row">Its first row in the product.</param>
    /// <param name="column">Its first column in the product.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    void Apply(T* tile, int tileStride, int batch, int row, int column, int rows, int columns);
}
