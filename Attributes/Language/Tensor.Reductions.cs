namespace ModelGen;

/// <content>Reductions. The reduced axis goes, or stays as 1 with <c>keepDimension</c>.</content>
public sealed partial class Tensor
{
    /// <summary>The sum of all elements: one number, of no dimensions. https://pytorch.org/docs/stable/generated/torch.sum.html</summary>
    public Tensor Sum() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The sum along an axis: [A, K, B] becomes [A, B], or [A, 1, B]. https://pytorch.org/docs/stable/generated/torch.sum.html
    /// </summary>
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
    /// The greatest along axes: with axes 0 and 2, [A, B, C] becomes [B], or [1, B, 1]. NaN if there is one; equal maxima share the
    /// gradient. https://pytorch.org/docs/stable/generated/torch.amax.html
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

    /// <summary>
    /// The least of all elements: one number, of no dimensions. NaN if there is one; equal minima share the gradient.
    /// https://pytorch.org/docs/stable/generated/torch.amin.html
    /// </summary>
    public Tensor Min() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The least along an axis: [A, K, B] becomes [A, B], or [A, 1, B]. NaN if there is one; equal minima share the gradient.
    /// https://pytorch.org/docs/stable/generated/torch.amin.html
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public Tensor Min(int axis, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The least along axes: with axes 0 and 2, [A, B, C] becomes [B], or [1, B, 1]. NaN if there is one; equal minima share the gradient.
    /// https://pytorch.org/docs/stable/generated/torch.amin.html
    /// </summary>
    /// <param name="axes">The axes, none twice.</param>
    /// <param name="keepDimension">Whether the axes stay, as 1.</param>
    public Tensor Min(int[] axes, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean square distance from the mean of all elements: one number, of no dimensions.
    /// https://pytorch.org/docs/stable/generated/torch.var.html
    /// </summary>
    /// <param name="correction">What the divisor is less than the number of elements: 1 for the unbiased estimate, 0 for the variance of
    /// these numbers.</param>
    public Tensor Variance(double correction = 1) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean square distance from the mean along an axis: [A, K, B] becomes [A, B], or [A, 1, B].
    /// https://pytorch.org/docs/stable/generated/torch.var.html
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="correction">What the divisor is less than the number of elements: 1 for the unbiased estimate, 0 for the variance of
    /// these numbers.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public Tensor Variance(int axis, double correction = 1, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The mean square distance from the mean along axes: with axes 0 and 2, [A, B, C] becomes [B], or [1, B, 1].
    /// https://pytorch.org/docs/stable/generated/torch.var.html
    /// </summary>
    /// <param name="axes">The axes, none twice.</param>
    /// <param name="correction">What the divisor is less than the number of elements: 1 for the unbiased estimate, 0 for the variance of
    /// these numbers.</param>
    /// <param name="keepDimension">Whether the axes stay, as 1.</param>
    public Tensor Variance(int[] axes, double correction = 1, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The root of the mean square distance from the mean of all elements: one number, of no dimensions.
    /// https://pytorch.org/docs/stable/generated/torch.std.html
    /// </summary>
    /// <param name="correction">What the divisor is less than the number of elements: 1 for the unbiased estimate, 0 for the variance of
    /// these numbers.</param>
    public Tensor StandardDeviation(double correction = 1) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The root of the mean square distance from the mean along an axis: [A, K, B] becomes [A, B], or [A, 1, B].
    /// https://pytorch.org/docs/stable/generated/torch.std.html
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="correction">What the divisor is less than the number of elements: 1 for the unbiased estimate, 0 for the variance of
    /// these numbers.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public Tensor StandardDeviation(int axis, double correction = 1, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The root of the mean square distance from the mean along axes: with axes 0 and 2, [A, B, C] becomes [B], or [1, B, 1].
    /// https://pytorch.org/docs/stable/generated/torch.std.html
    /// </summary>
    /// <param name="axes">The axes, none twice.</param>
    /// <param name="correction">What the divisor is less than the number of elements: 1 for the unbiased estimate, 0 for the variance of
    /// these numbers.</param>
    /// <param name="keepDimension">Whether the axes stay, as 1.</param>
    public Tensor StandardDeviation(int[] axes, double correction = 1, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// log of the sum of e^x, without overflow, of all elements: one number, of no dimensions.
    /// https://pytorch.org/docs/stable/generated/torch.logsumexp.html
    /// </summary>
    public Tensor LogSumExp() => throw CompiledByModelGen.Error();

    /// <summary>
    /// log of the sum of e^x, without overflow, along an axis: [A, K, B] becomes [A, B], or [A, 1, B].
    /// https://pytorch.org/docs/stable/generated/torch.logsumexp.html
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public Tensor LogSumExp(int axis, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// log of the sum of e^x, without overflow, along axes: with axes 0 and 2, [A, B, C] becomes [B], or [1, B, 1].
    /// https://pytorch.org/docs/stable/generated/torch.logsumexp.html
    /// </summary>
    /// <param name="axes">The axes, none twice.</param>
    /// <param name="keepDimension">Whether the axes stay, as 1.</param>
    public Tensor LogSumExp(int[] axes, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The p-norm, (sum |x|^p)^(1/p), of all elements: one number, of no dimensions. The gradient where it is 0 is 0.
    /// https://pytorch.org/docs/stable/generated/torch.linalg.vector_norm.html
    /// </summary>
    /// <param name="p">Above 0, a constant; of infinity, the greatest size.</param>
    public Tensor Norm(double p = 2) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The p-norm, (sum |x|^p)^(1/p), along an axis: [A, K, B] becomes [A, B], or [A, 1, B]. The gradient where it is 0 is 0.
    /// https://pytorch.org/docs/stable/generated/torch.linalg.vector_norm.html
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="p">Above 0, a constant; of infinity, the greatest size.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public Tensor Norm(int axis, double p = 2, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The p-norm, (sum |x|^p)^(1/p), along axes: with axes 0 and 2, [A, B, C] becomes [B], or [1, B, 1]. The gradient where it is 0 is 0.
    /// https://pytorch.org/docs/stable/generated/torch.linalg.vector_norm.html
    /// </summary>
    /// <param name="axes">The axes, none twice.</param>
    /// <param name="p">Above 0, a constant; of infinity, the greatest size.</param>
    /// <param name="keepDimension">Whether the axes stay, as 1.</param>
    public Tensor Norm(int[] axes, double p = 2, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The index, in row-major order, of the least of all elements: one number, of no dimensions. The first of equals, or the first NaN.
    /// https://pytorch.org/docs/stable/generated/torch.argmin.html
    /// </summary>
    public IndexTensor ArgMin() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The index of the least along an axis: [A, K, B] becomes [A, B], or [A, 1, B]. The first of equals, or the first NaN.
    /// https://pytorch.org/docs/stable/generated/torch.argmin.html
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public IndexTensor ArgMin(int axis, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Along an axis the sum of all elements up to and with each: the shape stays.
    /// https://pytorch.org/docs/stable/generated/torch.cumsum.html
    /// </summary>
    /// <param name="axis">The axis.</param>
    public Tensor CumSum(int axis) => throw CompiledByModelGen.Error();
}
