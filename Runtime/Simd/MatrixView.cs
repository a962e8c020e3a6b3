using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>A matrix in memory, one for each batch: element (row, column) of a batch lies at batch * BatchStride + row * RowStride + column * ColumnStride.</summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct MatrixView<T>(T* data, long rowStride, long columnStride, long batchStride = 0)
    where T : unmanaged
{
    /// <summary>The first element.</summary>
    public T* Data { get; } = data;

    /// <summary>Elements from row to row.</summary>
    public nint RowStride { get; } = (nint)rowStride;

    /// <summary>Elements from column to column.</summary>
    public nint ColumnStride { get; } = (nint)columnStride;

    /// <summary>Elements from batch to batch.</summary>
    public nint BatchStride { get; } = (nint)batchStride;
}
