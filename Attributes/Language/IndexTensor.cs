namespace ModelGen;

/// <summary>
/// A tensor of 32-bit integers in the model language: labels, indices, and what ArgMax gives. Bound from int spans and tensors.
/// </summary>
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
    /// <param name="dimensions">Numbers, constructor parameters, symbols or expressions of them as text; one may be -1, which is then what
    /// the others leave.</param>
    public IndexTensor Reshape(params object[] dimensions) => throw CompiledByModelGen.Error();

    /// <summary>A whole number is a tensor of no dimensions, which broadcasts to any shape.</summary>
    public static implicit operator IndexTensor(int value) => throw CompiledByModelGen.Error();

    /// <summary>Where left is less than right; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.lt.html</summary>
    public static BoolTensor operator <(IndexTensor left, IndexTensor right) => throw CompiledByModelGen.Error();

    /// <summary>Where left is greater than right; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.gt.html</summary>
    public static BoolTensor operator >(IndexTensor left, IndexTensor right) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Where left is less than or equal to right; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.le.html
    /// </summary>
    public static BoolTensor operator <=(IndexTensor left, IndexTensor right) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Where left is greater than or equal to right; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.ge.html
    /// </summary>
    public static BoolTensor operator >=(IndexTensor left, IndexTensor right) => throw CompiledByModelGen.Error();

    /// <summary>Where the elements are equal; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.eq.html</summary>
    /// <param name="other">What is compared with.</param>
    public BoolTensor EqualTo(IndexTensor other) => throw CompiledByModelGen.Error();

    /// <summary>Where the elements are not equal; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.ne.html</summary>
    /// <param name="other">What is compared with.</param>
    public BoolTensor NotEqualTo(IndexTensor other) => throw CompiledByModelGen.Error();

    /// <summary>
    /// 1 at the place that each index names, else 0: [..] becomes [.., classes]. Inputs are checked to be in [0, classes); a computed index
    /// outside gives zeros. https://pytorch.org/docs/stable/generated/torch.nn.functional.one_hot.html
    /// </summary>
    /// <param name="classes">How many places there are: a number, a constructor parameter, or a size.</param>
    public Tensor OneHot(int classes) => throw CompiledByModelGen.Error();

    /// <summary>The same numbers as floats. https://pytorch.org/docs/stable/tensors.html#torch.Tensor.to</summary>
    public Tensor ToTensor() => throw CompiledByModelGen.Error();
}
