namespace ModelGen;

/// <content>Movement: the same elements elsewhere.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// The same elements in row-major order under another shape of the same size.
    /// https://pytorch.org/docs/stable/generated/torch.reshape.html
    /// </summary>
    /// <param name="dimensions">Numbers, constructor parameters, symbols or expressions of them as text such as "N" or "2*N"; one may be
    /// -1, which is then what the others leave.</param>
    public Tensor Reshape(params object[] dimensions) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Makes one axis of all from an axis on: [A, B, C] becomes [A, B C]. https://pytorch.org/docs/stable/generated/torch.nn.Flatten.html
    /// </summary>
    /// <param name="startAxis">The first of them.</param>
    public Tensor Flatten(int startAxis = 1) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Reverses the order of the axes: [A, B] becomes [B, A], [A, B, C] becomes [C, B, A].
    /// https://pytorch.org/docs/stable/tensors.html#torch.Tensor.T
    /// </summary>
    public Tensor Transpose() => throw CompiledByModelGen.Error();

    /// <summary>
    /// Swaps two axes: with 0 and 1, [A, B, C] becomes [B, A, C]. https://pytorch.org/docs/stable/generated/torch.transpose.html
    /// </summary>
    /// <param name="first">An axis.</param>
    /// <param name="second">Another.</param>
    public Tensor Transpose(int first, int second) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Orders the axes anew: result axis i is axis <c>axes[i]</c>; with 2, 0, 1, [A, B, C] becomes [C, A, B].
    /// https://pytorch.org/docs/stable/generated/torch.permute.html
    /// </summary>
    /// <param name="axes">Each axis once.</param>
    public Tensor Permute(params int[] axes) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The other way round along each of the axes: of [A, B] and axis 1, element [a, b] is that at [a, B - 1 - b].
    /// https://pytorch.org/docs/stable/generated/torch.flip.html
    /// </summary>
    /// <param name="axes">One or more axes.</param>
    public Tensor Flip(params int[] axes) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The half-open range start..end of an axis: [A, K, B] becomes [A, end - start, B].
    /// https://pytorch.org/docs/stable/generated/torch.narrow.html
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="start">The first index, from 0.</param>
    /// <param name="end">The index after the last.</param>
    public Tensor Slice(int axis, int start, int end) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The rows of this table that indices name: of [V, D] and indices [N, T], [N, T, D]. The gradient of a row is the sum over all places
    /// that name it. Inputs are checked to be in [0, V); a computed index outside gives zeros.
    /// https://pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html
    /// </summary>
    /// <param name="indices">Row numbers, from 0.</param>
    public Tensor Gather(IndexTensor indices) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Puts tensors one after the other along an axis: [A, K, B] and [A, L, B] become [A, K + L, B].
    /// https://pytorch.org/docs/stable/generated/torch.cat.html
    /// </summary>
    /// <param name="axis">The axis; the tensors' other axes must be equal.</param>
    /// <param name="parts">One or more.</param>
    public static Tensor Concat(int axis, params Tensor[] parts) => throw CompiledByModelGen.Error();

    /// <summary>The tensors of a list joined along an axis: of T tensors [.., D, ..] one [.., T*D, ..]; they have the same shape.</summary>
    /// <param name="axis">The axis, a constant.</param>
    /// <param name="parts">A list that Forward has filled, in loops too.</param>
    public static Tensor Concat(int axis, List<Tensor> parts) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The tensors along a new axis: of T tensors [N, D] one [T, N, D] for axis 0. They have the same shape.
    /// https://pytorch.org/docs/stable/generated/torch.stack.html
    /// </summary>
    /// <param name="axis">Where the new axis stands, a constant.</param>
    /// <param name="parts">One or more.</param>
    public static Tensor Stack(int axis, params Tensor[] parts) => throw CompiledByModelGen.Error();

    /// <summary>The tensors of a list along a new axis.</summary>
    /// <param name="axis">Where the new axis stands, a constant.</param>
    /// <param name="parts">A list that Forward has filled, in loops too: what a loop adds lies in memory as the stack already.</param>
    public static Tensor Stack(int axis, List<Tensor> parts) => throw CompiledByModelGen.Error();

    /// <summary>Without one axis of 1: [A, 1, B] becomes [A, B]. https://pytorch.org/docs/stable/generated/torch.squeeze.html</summary>
    /// <param name="axis">The axis, of 1.</param>
    public Tensor Squeeze(int axis) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Without all axes that are known to be 1. A symbol stays, though a call may bind it to 1.
    /// https://pytorch.org/docs/stable/generated/torch.squeeze.html
    /// </summary>
    public Tensor Squeeze() => throw CompiledByModelGen.Error();

    /// <summary>
    /// With a new axis of 1: [A, B] becomes [A, 1, B] for axis 1. https://pytorch.org/docs/stable/generated/torch.unsqueeze.html
    /// </summary>
    /// <param name="axis">Where the new axis stands; -1 is after the last.</param>
    public Tensor Unsqueeze(int axis) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Axes of 1 repeated to a size, and new first axes: [A, 1] becomes [A, B].
    /// https://pytorch.org/docs/stable/generated/torch.Tensor.expand.html
    /// </summary>
    /// <param name="dimensions">Numbers, constructor parameters, symbols or expressions of them as text; -1 leaves an axis as it
    /// is.</param>
    public Tensor Expand(params object[] dimensions) => throw CompiledByModelGen.Error();

    /// <summary>
    /// An axis as so many equal pieces: [A, 3 B] as 3 of [A, B]. https://pytorch.org/docs/stable/generated/torch.chunk.html
    /// </summary>
    /// <param name="chunks">How many, a constant. They must be equal; where only the call tells whether they are, it checks that at its
    /// entry.</param>
    /// <param name="axis">The axis.</param>
    public Tensor[] Chunk(int chunks, int axis = 0) => throw CompiledByModelGen.Error();

    /// <summary>
    /// An axis as pieces of a size, the last of what is left: [A, 7] by 3 as [A, 3], [A, 3], [A, 1]. How many there are must be known while
    /// compiling.
    /// https://pytorch.org/docs/stable/generated/torch.split.html
    /// </summary>
    /// <param name="size">The size: a constant, of an axis of known length, or one of which the axis is a multiple, such as width of [N, 3
    /// width].</param>
    /// <param name="axis">The axis.</param>
    public Tensor[] Split(int size, int axis = 0) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Another value before and after along the last axes: with 1, 2 the last axis of K becomes K + 3.
    /// https://pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
    /// </summary>
    /// <param name="sizes">Before and after along the last axis, then along the one before it, and so on.</param>
    /// <param name="value">What stands there, a constant.</param>
    public Tensor Pad(int[] sizes, double value = 0) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Einstein's sum: letters name the axes of each operand, and those that the result does not name are summed over: "bij,bjk->bik" is a
    /// batch of products. A letter stands once in each operand. https://pytorch.org/docs/stable/generated/torch.einsum.html
    /// </summary>
    /// <param name="equation">Such as "ij,jk->ik", a constant. Without an arrow the result has the letters that occur once, in the order of
    /// the alphabet.</param>
    /// <param name="operands">One or more.</param>
    public static Tensor Einsum(string equation, params Tensor[] operands) => throw CompiledByModelGen.Error();
}
