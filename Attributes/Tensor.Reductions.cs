namespace ModelGen;

/// <content>Reductions. The reduced axis goes, or stays as 1 with <c>keepDimension</c>.</content>
public sealed partial class Tensor
{
    /// <summary>The sum of all elements: one number, of no dimensions. https://pytorch.org/docs/stable/generated/torch.sum.html</summary>
    public Tensor Sum() => throw CompiledByModelGen.Error();

    /// <summary>The sum along an axis: [A, K, B] becomes [A, B], or [A, 1, B]. https://pytorch.org/docs/stable/generated/torch.sum.html</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public Tensor Sum(int axis, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The sum along axes: with axes 0 and 2, [A, B, C] becomes [B], or [1, B, 1].
    /// https://pytorch.org/docs/stable/generated/torch.sum.html
    /// </summary>
    /// <param name="axes">The axes, none twice.</param>
    /// <param name="keepDimension">Whether the axes stay, as 1.</param>
    public Tensor Sum(int[] axes, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The sum of all elements divided by their number: one number, of no dimensions.
    /// https://pytorch.org/docs/stable/generated/torch.mean.html
    /// </summary>
    public Tensor Mean() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The sum along an axis divided by its size: [A, K, B] becomes [A, B], or [A, 1, B].
    /// https://pytorch.org/docs/stable/generated/torch.mean.html
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public Tensor Mean(int axis, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The sum along axes divided by the number of its terms: with axes 0 and 2, [A, B, C] becomes [B], or [1, B, 1].
    /// https://pytorch.org/docs/stable/generated/torch.mean.html
    /// </summary>
    /// <param name="axes">The axes, none twice.</param>
    /// <param name="keepDimension">Whether the axes stay, as 1.</param>
    public Tensor Mean(int[] axes, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The greatest of all elements: one number, of no dimensions. NaN if there is one; equal maxima share the gradient.
    /// <see cref="Maximum"/> is the greater of two tensors. https://pytorch.org/docs/stable/generated/torch.amax.html
    /// </summary>
    public Tensor Max() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The greatest along an axis: [A, K, B] becomes [A, B], or [A, 1, B]. NaN if there is one; equal maxima share the gradient.
    /// https://pytorch.org/docs/stable/generated/torch.amax.html
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public Tensor Max(int axis, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The greatest along axes: with axes 0 and 2, [A, B, C] becomes [B], or [1, B, 1]. NaN if there is one; equal maxima share the gradient.
    /// https://pytorch.org/docs/stable/generated/torch.amax.html
    /// </summary>
    /// <param name="axes">The axes, none twice.</param>
    /// <param name="keepDimension">Whether the axes stay, as 1.</param>
    public Tensor Max(int[] axes, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The index, in row-major order, of the greatest of all elements: one number, of no dimensions. The first of equals, or the first NaN.
    /// https://pytorch.org/docs/stable/generated/torch.argmax.html
    /// </summary>
    public IndexTensor ArgMax() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The index of the greatest along an axis: [A, K, B] becomes [A, B], or [A, 1, B]. The first of equals, or the first NaN.
    /// https://pytorch.org/docs/stable/generated/torch.argmax.html
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public IndexTensor ArgMax(int axis, bool keepDimension = false) => throw CompiledByModelGen.Error();
}
