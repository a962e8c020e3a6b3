using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// An epilogue of any type, as a product sees it: called once a part, so that what computes the product is compiled once in a program, whatever
/// becomes of the result. It is valid as long as the epilogue that it was made of.
/// </summary>
internal readonly unsafe struct GemmEpilogue<T>
    where T : unmanaged
{
    private readonly void* _epilogue;
    private readonly delegate*<void*, ref GemmAhead, int, long, long, void> _ahead;
    private readonly delegate*<void*, T*, int, int, int, int, int, int, void> _apply;

    private GemmEpilogue(void* epilogue, delegate*<void*, ref GemmAhead, int, long, long, void> ahead, delegate*<void*, T*, int, int, int, int, int, int, void> apply)
    {
        _epilogue = epilogue;
        _ahead = ahead;
        _apply = apply;
    }

    /// <param name="epilogue">The epilogue, which stays where it is.</param>
    public static GemmEpilogue<T> Of<TEpilogue>(TEpilogue* epilogue)
        where TEpilogue : unmanaged, IGemmEpilogue<T>
        => new(epilogue, &Ahead<TEpilogue>, &Apply<TEpilogue>);

    /// <inheritdoc cref="IGemmEpilogue{T}.Ahead"/>
    public void Ahead(ref GemmAhead ahead, int batch, long row, long column) => _ahead(_epilogue, ref ahead, batch, row, column);

    /// <inheritdoc cref="IGemmEpilogue{T}.Apply"/>
    public void Apply(T* tile, int tileStride, int batch, int row, int column, int rows, int columns) => _apply(_epilogue, tile, tileStride, batch, row, column, rows, columns);

    private static void Ahead<TEpilogue>(void* epilogue, ref GemmAhead ahead, int batch, long row, long column)
        where TEpilogue : unmanaged, IGemmEpilogue<T>
        => Unsafe.AsRef<TEpilogue>(epilogue).Ahead(ref ahead, batch, row, column);

    private static void Apply<TEpilogue>(void* epilogue, T* tile, int tileStride, int batch, int row, int column, int rows, int columns)
        where TEpilogue : unmanaged, IGemmEpilogue<T>
        => Unsafe.AsRef<TEpilogue>(epilogue).Apply(tile, tileStride, batch, row, column, rows, columns);
}
