namespace ModelGen;

/// <summary>A tensor of 32-bit integers in the model language: labels, indices, and what ArgMax gives. Bound from int spans and tensors.</summary>
public sealed class IndexTensor
{
    private IndexTensor()
    {
    }

    /// <summary>The piece at an index along the first axes; see <see cref="Tensor.this[int[]]"/>.</summary>
    /// <param name="indices">Whole numbers.</param>
    [System.Runtime.CompilerServices.IndexerName("Elements")]
    public IndexTensor this[params int[] indices] => throw CompiledByModelGen.Error();

    /// <summary>The one element as a number; see <see cref="Tensor.Item"/>.</summary>
    public double Item() => throw CompiledByModelGen.Error();

    /// <summary>The number of elements along an axis; see <see cref="Tensor.Size"/>.</summary>
    /// <param name="axis">The axis, a constant.</param>
    public int Size(int axis) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The same elements in row-major order under another shape of the same size; see <see cref="Tensor.Reshape"/>.
    /// https://pytorch.org/docs/stable/generated/torch.reshape.html
    /// </summary>
    /// <param name="dimensions">Numbers, constructor parameters, symbols or expressions of them as text; one may be -1, which is then what the others leave.</param>
    public IndexTensor Reshape(params object[] dimensions) => throw CompiledByModelGen.Error();
}
