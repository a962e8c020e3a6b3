namespace ModelGen;

/// <content>Elementwise functions; each keeps the shape.</content>
public sealed partial class Tensor
{
    /// <summary>e^x.</summary>
    public Tensor Exp() => throw CompiledByModelGen.Error();

    /// <summary>The natural logarithm; NaN below 0.</summary>
    public Tensor Log() => throw CompiledByModelGen.Error();

    /// <summary>The square root; NaN below 0.</summary>
    public Tensor Sqrt() => throw CompiledByModelGen.Error();

    /// <summary>The absolute value; its gradient at 0 is 0.</summary>
    public Tensor Abs() => throw CompiledByModelGen.Error();

    /// <summary>max(x, 0); its gradient at 0 is 0. https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html</summary>
    public Tensor Relu() => throw CompiledByModelGen.Error();

    /// <summary>1 / (1 + e^-x). https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html</summary>
    public Tensor Sigmoid() => throw CompiledByModelGen.Error();

    /// <summary>The hyperbolic tangent. https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html</summary>
    public Tensor Tanh() => throw CompiledByModelGen.Error();

    /// <summary>x (1 + erf(x / sqrt 2)) / 2, the exact form. https://pytorch.org/docs/stable/generated/torch.nn.GELU.html</summary>
    public Tensor Gelu() => throw CompiledByModelGen.Error();

    /// <summary>x sigmoid(x). https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html</summary>
    public Tensor Silu() => throw CompiledByModelGen.Error();

    /// <summary>log(1 + e^x), without overflow. https://pytorch.org/docs/stable/generated/torch.nn.Softplus.html</summary>
    public Tensor Softplus() => throw CompiledByModelGen.Error();

    /// <summary>x where it is positive, else x times the slope. https://pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html</summary>
    /// <param name="negativeSlope">The slope below 0.</param>
    public Tensor LeakyRelu(double negativeSlope = 0.01) => throw CompiledByModelGen.Error();

    /// <summary>x^y elementwise, as IEEE 754 pow.</summary>
    /// <param name="exponent">A tensor or a number.</param>
    public Tensor Pow(Tensor exponent) => throw CompiledByModelGen.Error();

    /// <summary>The lesser of two, elementwise; NaN if either is NaN. https://pytorch.org/docs/stable/generated/torch.minimum.html</summary>
    /// <param name="other">A tensor or a number.</param>
    public Tensor Minimum(Tensor other) => throw CompiledByModelGen.Error();

    /// <summary>The greater of two, elementwise; NaN if either is NaN. https://pytorch.org/docs/stable/generated/torch.maximum.html</summary>
    /// <param name="other">A tensor or a number.</param>
    public Tensor Maximum(Tensor other) => throw CompiledByModelGen.Error();

    /// <summary>x held within bounds. https://pytorch.org/docs/stable/generated/torch.clamp.html</summary>
    /// <param name="minimum">The lower bound.</param>
    /// <param name="maximum">The upper bound.</param>
    public Tensor Clamp(double minimum, double maximum) => throw CompiledByModelGen.Error();

    /// <summary>exp(x) / sum exp(x) along an axis, without overflow. https://pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html</summary>
    /// <param name="axis">The axis; the last by default.</param>
    public Tensor Softmax(int axis = -1) => throw CompiledByModelGen.Error();

    /// <summary>log softmax(x) along an axis, without cancellation. https://pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html</summary>
    /// <param name="axis">The axis; the last by default.</param>
    public Tensor LogSoftmax(int axis = -1) => throw CompiledByModelGen.Error();
}
