namespace ModelGen;

/// <summary>
/// A tensor of the model language. It has no values here: Forward and Loss are compiled by ModelGen, which infers every shape from the
/// inputs' <see cref="ShapeAttribute"/>. Elementwise operations broadcast as in NumPy; axes may be negative, from the last one.
/// </summary>
public sealed partial class Tensor
{
    private Tensor()
    {
    }

    /// <summary>Elementwise sum.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>Elementwise difference.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>Elementwise product; <see cref="MatMul"/> is the matrix product.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>Elementwise quotient.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>Elementwise negation.</summary>
    public static Tensor operator -(Tensor operand) => throw CompiledByModelGen.Error();

    /// <summary>A number is a tensor of no dimensions, which broadcasts to any shape.</summary>
    public static implicit operator Tensor(double value) => throw CompiledByModelGen.Error();

    /// <summary>A number is a tensor of no dimensions, which broadcasts to any shape.</summary>
    public static implicit operator Tensor(float value) => throw CompiledByModelGen.Error();

    /// <summary>A number is a tensor of no dimensions, which broadcasts to any shape.</summary>
    public static implicit operator Tensor(int value) => throw CompiledByModelGen.Error();

    /// <summary>The matrix product [.., M, K] x [.., K, N] = [.., M, N]; leading axes broadcast. https://pytorch.org/docs/stable/generated/torch.matmul.html</summary>
    /// <param name="other">The right operand.</param>
    public Tensor MatMul(Tensor other) => throw CompiledByModelGen.Error();
}
