using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>What a matrix product does with its result. Every element is handed over exactly once, when its sum is complete.</summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe interface IGemmEpilogue<T>
    where T : unmanaged
{
    /// <summary>
    /// Names the memory beside the product that a part which begins at an element will read or write, as far as its rows lie evenly there.
    /// </summary>
    /// <param name="ahead">Gets it.</param>
    /// <param name="batch">The number of the product.</param>
    /// <param name="row">The element's row.</param>
    /// <param name="column">The element's column.</param>
    void Ahead(ref GemmAhead ahead, int batch, long row, long column);

    /// <summary>
    /// Where a part of the product that begins at an element may be summed, if anywhere: what the epilogue writes and does not read before.
    /// </summary>
    /// <param name="batch">The number of the product.</param>
    /// <param name="row">The element's row.</param>
    /// <param name="column">The element's column.</param>
    /// <param name="stride">Elements from row to row.</param>
    /// <returns>The element's place, with its neighbours side by side; null if there is none.</returns>
    T* Place(int batch, long row, long column, out long stride);

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
