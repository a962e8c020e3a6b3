using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>
/// A matrix in memory, one for each batch: element (row, column) of a batch lies at batch * batchStride + row * rowStride + column *
/// columnStride.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct MatrixView<T>(T* data, long rowStride, long columnStride, long batchStride = 0)
    where T : unmanaged
{
    /// <summary>As the left operand of a product, whose lines are the rows.</summary>
    public StridedOperand<T> Left => new(data, (nint)rowStride, (nint)columnStride, (nint)batchStride);

    /// <summary>As the right operand of a product, whose lines are the columns.</summary>
    public StridedOperand<T> Right => new(data, (nint)columnStride, (nint)rowStride, (nint)batchStride);
}
