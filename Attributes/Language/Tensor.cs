namespace ModelGen;

/// <summary>
/// A tensor of the model language. It has no values here: Forward and Loss are compiled by ModelGen, which infers every shape from the
/// inputs' <see cref="ShapeAttribute"/>. Elementwise operations broadcast as in NumPy; axes may be negative, from the last one.
/// https://pytorch.org/docs/stable/notes/broadcasting.html
/// </summary>
public sealed partial class Tensor
{
    private Tensor()
    {
    }

    /// <summary>left + right, elementwise; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.add.html</summary>
    public static Tensor operator +(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>left - right, elementwise; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.sub.html</summary>
    public static Tensor operator -(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>
    /// left times right, elementwise; the shapes broadcast. <see cref="MatMul"/> is the matrix product.
    /// https://pytorch.org/docs/stable/generated/torch.mul.html
    /// </summary>
    public static Tensor operator *(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>left / right, elementwise; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.div.html</summary>
    public static Tensor operator /(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>-x, elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.neg.html</summary>
    public static Tensor operator -(Tensor operand) => throw CompiledByModelGen.Error();

    /// <summary>A number is a tensor of no dimensions, which broadcasts to any shape.</summary>
    public static implicit operator Tensor(double value) => throw CompiledByModelGen.Error();

    /// <summary>A number is a tensor of no dimensions, which broadcasts to any shape.</summary>
    public static implicit operator Tensor(float value) => throw CompiledByModelGen.Error();

    /// <summary>A number is a tensor of no dimensions, which broadcasts to any shape.</summary>
    public static implicit operator Tensor(int value) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The piece at an index along the first axes, which go: x[t] of [T, N, D] is [N, D]. A negative constant counts from the end. What is
    /// marked as [State] or [Buffer] can be assigned so too.
    /// https://pytorch.org/docs/stable/generated/torch.select.html
    /// </summary>
    /// <param name="indices">Whole numbers: constants, variables of loops, arithmetic of them; not checked against the size where only a
    /// call knows them.</param>
    [System.Runtime.CompilerServices.IndexerName("Elements")]
    public Tensor this[params int[] indices]
    {
        get => throw CompiledByModelGen.Error();
        set => throw CompiledByModelGen.Error();
    }

    /// <summary>
    /// The piece at indices and ranges along the first axes: x[.., t, 1..3] of [H, T, D] is [H, 2]. What is marked as [State] or [Buffer]
    /// can be assigned so too: the value broadcasts to the piece, and of a state that range alone is written.
    /// https://numpy.org/doc/stable/user/basics.indexing.html#slicing-and-striding
    /// </summary>
    /// <param name="indices">For each axis an index, which takes it away, or a range, which keeps it; axes that are not named stay.</param>
    [System.Runtime.CompilerServices.IndexerName("Elements")]
    public Tensor this[params TensorIndex[] indices]
    {
        get => throw CompiledByModelGen.Error();
        set => throw CompiledByModelGen.Error();
    }

    /// <summary>
    /// The one element of this tensor as a number, for a condition of 'if' or for arithmetic. The host waits for the device to have it, and
    /// no gradient flows through it: prefer Tensor.Where where both sides are cheap.
    /// https://pytorch.org/docs/stable/generated/torch.Tensor.item.html
    /// </summary>
    public double Item() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The number of elements along an axis: a whole number that a loop may count to.
    /// https://pytorch.org/docs/stable/generated/torch.Tensor.size.html
    /// </summary>
    /// <param name="axis">The axis, a constant.</param>
    public int Size(int axis) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The matrix product [.., M, K] x [.., K, N] = [.., M, N]; leading axes broadcast. Both have two axes or more, unlike PyTorch's,
    /// which also takes vectors. https://pytorch.org/docs/stable/generated/torch.matmul.html
    /// </summary>
    /// <param name="other">The right operand, [.., K, N].</param>
    public Tensor MatMul(Tensor other) => throw CompiledByModelGen.Error();
}
