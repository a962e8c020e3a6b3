namespace ModelGen;

/// <content>Reductions. The reduced axis goes, or stays as 1 with <c>keepDimension</c>.</content>
public sealed partial class Tensor
{
    /// <summary>The sum, of all elements: one number.</summary>
    public Tensor Sum() => throw CompiledByModelGen.Error();

    /// <summary>The sum, along an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public Tensor Sum(int axis, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>The mean, of all elements: one number.</summary>
    public Tensor Mean() => throw CompiledByModelGen.Error();

    /// <summary>The mean, along an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public Tensor Mean(int axis, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>The maximum; NaN if there is one. The gradient is shared by equal maxima, of all elements: one number.</summary>
    public Tensor Max() => throw CompiledByModelGen.Error();

    /// <summary>The maximum; NaN if there is one. The gradient is shared by equal maxima, along an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public Tensor Max(int axis, bool keepDimension = false) => throw CompiledByModelGen.Error();

    /// <summary>The index of the greatest element in row-major order: the first of equals, or the first NaN.</summary>
    public IndexTensor ArgMax() => throw CompiledByModelGen.Error();

    /// <summary>The index of the greatest element along an axis: the first of equals, or the first NaN.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="keepDimension">Whether the axis stays, as 1.</param>
    public IndexTensor ArgMax(int axis, bool keepDimension = false) => throw CompiledByModelGen.Error();
}
