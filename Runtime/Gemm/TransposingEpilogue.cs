using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// Hands the parts of a product that was computed the other way round, right times left, to an epilogue as those of left times right.
/// </summary>
/// <param name="epilogue">Takes the result.</param>
internal readonly unsafe struct TransposingEpilogue<T>(GemmEpilogue<T> epilogue) : IGemmEpilogue<T>
    where T : unmanaged
{
    // Turned rows begin at vectors of any width.
    private const int UnitColumns = 16;

    /// <summary>Names nothing: what lies along rows lies along columns here.</summary>
    public void Ahead(ref GemmAhead ahead, int batch, long row, long column)
    {
    }

    /// <summary>None: what lies along rows lies along columns here.</summary>
    public T* Place(int batch, long row, long column, out long stride)
    {
        stride = 0;
        return null;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(T* tile, int tileStride, int batch, int row, int column, int rows, int columns)
    {
        var turned = (T*)GemmWorkspace.Own.Turned;
        var stride = GemmBlocking.RoundUp(rows, UnitColumns);
        GemmPanels.Transpose(tile, tileStride, 1, rows, columns, stride, turned);
        epilogue.Apply(turned, stride, batch, column, row, columns, rows);
    }
}
