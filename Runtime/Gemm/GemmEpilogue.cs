using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// An epilogue of any type, as a product sees it: called once a part, so that what computes the product is compiled once in a program,
/// whatever becomes of the result. It is valid as long as the epilogue that it was made of.
/// </summary>
internal readonly unsafe struct GemmEpilogue<T>
    where T : unmanaged
{
    // Two vectors of the widest kind.
    private const int UnitColumns = 32;

    private readonly void* _epilogue;
    private readonly delegate*<void*, ref GemmAhead, int, long, long, void> _ahead;
    private readonly delegate*<void*, int, long, long, out long, T*> _place;
    private readonly delegate*<void*, T*, int, int, int, int, int, int, void> _apply;

    private GemmEpilogue(void* epilogue, delegate*<void*, ref GemmAhead, int, long, long, void> ahead,
        delegate*<void*, int, long, long, out long, T*> place, delegate*<void*, T*, int, int, int, int, int, int, void> apply)
    {
        _epilogue = epilogue;
        _ahead = ahead;
        _place = place;
        _apply = apply;
    }

    /// <param name="epilogue">The epilogue, which stays where it is.</param>
    public static GemmEpilogue<T> Create<TEpilogue>(TEpilogue* epilogue)
        where TEpilogue : unmanaged, IGemmEpilogue<T>
        => new(epilogue, &Ahead<TEpilogue>, &Place<TEpilogue>, &Apply<TEpilogue>);

    /// <inheritdoc cref="IGemmEpilogue{T}.Ahead"/>
    public void Ahead(ref GemmAhead ahead, int batch, long row, long column) => _ahead(_epilogue, ref ahead, batch, row, column);

    /// <summary>Where a part is summed: where the epilogue wants the result, if that may be, or else in a tile.</summary>
    /// <param name="tile">The tile's first element.</param>
    /// <param name="stride">Elements from row to row of the tile; then of where the part is summed.</param>
    /// <param name="batch">The number of the product.</param>
    /// <param name="row">The part's first row in the product.</param>
    /// <param name="column">Its first column in the product.</param>
    /// <param name="columns">Its columns.</param>
    public T* Sums(T* tile, ref int stride, int batch, long row, long column, int columns)
    {
        // Kernels write and epilogues read whole vectors, of any width.
        if (columns % UnitColumns != 0) return tile;
        var place = _place(_epilogue, batch, row, column, out var apart);
        if (place == null || apart > int.MaxValue) return tile;
        stride = (int)apart;
        return place;
    }

    /// <inheritdoc cref="IGemmEpilogue{T}.Apply"/>
    public void Apply(T* tile, int tileStride, int batch, int row, int column, int rows, int columns)
        => _apply(_epilogue, tile, tileStride, batch, row, column, rows, columns);

    private static void Ahead<TEpilogue>(void* epilogue, ref GemmAhead ahead, int batch, long row, long column)
        where TEpilogue : unmanaged, IGemmEpilogue<T>
        => Unsafe.AsRef<TEpilogue>(epilogue).Ahead(ref ahead, batch, row, column);

    private static T* Place<TEpilogue>(void* epilogue, int batch, long row, long column, out long stride)
        where TEpilogue : unmanaged, IGemmEpilogue<T>
        => Unsafe.AsRef<TEpilogue>(epilogue).Place(batch, row, column, out stride);

    private static void Apply<TEpilogue>(void* epilogue, T* tile, int tileStride, int batch, int row, int column, int rows, int columns)
        where TEpilogue : unmanaged, IGemmEpilogue<T>
        => Unsafe.AsRef<TEpilogue>(epilogue).Apply(tile, tileStride, batch, row, column, rows, columns);
}
