namespace ModelGen;

/// <content>Elementwise functions; each keeps the shape, or has the shape that its two operands broadcast to.</content>
public sealed partial class Tensor
{
    /// <summary>e^x, elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.exp.html</summary>
    public Tensor Exp() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The natural logarithm, elementwise; the shape stays. NaN below 0. https://pytorch.org/docs/stable/generated/torch.log.html
    /// </summary>
    public Tensor Log() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The square root, elementwise; the shape stays. NaN below 0. https://pytorch.org/docs/stable/generated/torch.sqrt.html
    /// </summary>
    public Tensor Sqrt() => throw CompiledByModelGen.Error();

    /// <summary>
    /// |x|, elementwise; the shape stays. The gradient at 0 is 0. https://pytorch.org/docs/stable/generated/torch.abs.html
    /// </summary>
    public Tensor Abs() => throw CompiledByModelGen.Error();

    /// <summary>
    /// max(x, 0), elementwise; the shape stays. The gradient at 0 is 0. https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html
    /// </summary>
    public Tensor Relu() => throw CompiledByModelGen.Error();

    /// <summary>1 / (1 + e^-x), elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html</summary>
    public Tensor Sigmoid() => throw CompiledByModelGen.Error();

    /// <summary>
    /// (e^x - e^-x) / (e^x + e^-x), elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html
    /// </summary>
    public Tensor Tanh() => throw CompiledByModelGen.Error();

    /// <summary>
    /// x (1 + erf(x / sqrt 2)) / 2, the exact form, elementwise; the shape stays.
    /// https://pytorch.org/docs/stable/generated/torch.nn.GELU.html
    /// </summary>
    public Tensor Gelu() => throw CompiledByModelGen.Error();

    /// <summary>x / (1 + e^-x), elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html</summary>
    public Tensor Silu() => throw CompiledByModelGen.Error();

    /// <summary>
    /// log(1 + e^x), without overflow, elementwise; the shape stays. PyTorch's with beta 1, and without its threshold.
    /// https://pytorch.org/docs/stable/generated/torch.nn.Softplus.html
    /// </summary>
    public Tensor Softplus() => throw CompiledByModelGen.Error();

    /// <summary>
    /// x where it is positive, else x times the slope, elementwise; the shape stays. The gradient at 0 is the slope.
    /// https://pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html
    /// </summary>
    /// <param name="negativeSlope">The slope below 0.</param>
    public Tensor LeakyRelu(double negativeSlope = 0.01) => throw CompiledByModelGen.Error();

    /// <summary>x^y as IEEE 754 pow, elementwise; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.pow.html</summary>
    /// <param name="exponent">A tensor or a number.</param>
    public Tensor Pow(Tensor exponent) => throw CompiledByModelGen.Error();

    /// <summary>
    /// min(x, y), elementwise; the shapes broadcast. NaN if either is NaN; two that are equal share the gradient.
    /// https://pytorch.org/docs/stable/generated/torch.minimum.html
    /// </summary>
    /// <param name="other">A tensor or a number.</param>
    public Tensor Minimum(Tensor other) => throw CompiledByModelGen.Error();

    /// <summary>
    /// max(x, y), elementwise; the shapes broadcast. NaN if either is NaN; two that are equal share the gradient.
    /// https://pytorch.org/docs/stable/generated/torch.maximum.html
    /// </summary>
    /// <param name="other">A tensor or a number.</param>
    public Tensor Maximum(Tensor other) => throw CompiledByModelGen.Error();

    /// <summary>
    /// min(max(x, minimum), maximum), elementwise; the shape stays. The gradient is 1 within the bounds and at them, else 0. Where the
    /// minimum is above the maximum all becomes the maximum. https://pytorch.org/docs/stable/generated/torch.clamp.html
    /// </summary>
    /// <param name="minimum">The lower bound, a constant.</param>
    /// <param name="maximum">The upper bound, a constant.</param>
    public Tensor Clamp(double minimum, double maximum) => throw CompiledByModelGen.Error();

    /// <summary>
    /// e^x / sum e^x along an axis, without overflow; the shape stays.
    /// https://pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
    /// </summary>
    /// <param name="axis">The axis; the last by default.</param>
    public Tensor Softmax(int axis = -1) => throw CompiledByModelGen.Error();

    /// <summary>
    /// x - log sum e^x along an axis, without overflow or cancellation; the shape stays.
    /// https://pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html
    /// </summary>
    /// <param name="axis">The axis; the last by default.</param>
    public Tensor LogSoftmax(int axis = -1) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The error function, elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.special.erf.html
    /// </summary>
    public Tensor Erf() => throw CompiledByModelGen.Error();

    /// <summary>sin x, of radians, elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.sin.html</summary>
    public Tensor Sin() => throw CompiledByModelGen.Error();

    /// <summary>cos x, of radians, elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.cos.html</summary>
    public Tensor Cos() => throw CompiledByModelGen.Error();

    /// <summary>
    /// log(1 + x), right for small x, elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.log1p.html
    /// </summary>
    public Tensor Log1p() => throw CompiledByModelGen.Error();

    /// <summary>
    /// -1, 0 or 1; the gradient is 0, elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.sign.html
    /// </summary>
    public Tensor Sign() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The greatest whole number that is not above; the gradient is 0, elementwise; the shape stays.
    /// https://pytorch.org/docs/stable/generated/torch.floor.html
    /// </summary>
    public Tensor Floor() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The least whole number that is not below; the gradient is 0, elementwise; the shape stays.
    /// https://pytorch.org/docs/stable/generated/torch.ceil.html
    /// </summary>
    public Tensor Ceiling() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The nearest whole number, the even one of two; the gradient is 0, elementwise; the shape stays.
    /// https://pytorch.org/docs/stable/generated/torch.round.html
    /// </summary>
    public Tensor Round() => throw CompiledByModelGen.Error();

    /// <summary>x², elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.square.html</summary>
    public Tensor Square() => throw CompiledByModelGen.Error();

    /// <summary>
    /// The same values, through which no gradient flows. https://pytorch.org/docs/stable/generated/torch.Tensor.detach.html
    /// </summary>
    public Tensor Detach() => throw CompiledByModelGen.Error();

    /// <summary>
    /// x above 0, else alpha (e^x - 1), elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.nn.ELU.html
    /// </summary>
    /// <param name="alpha">What it tends to, negated, far below 0; a constant.</param>
    public Tensor Elu(double alpha = 1) => throw CompiledByModelGen.Error();

    /// <summary>x tanh(log(1 + e^x)), elementwise; the shape stays. https://pytorch.org/docs/stable/generated/torch.nn.Mish.html</summary>
    public Tensor Mish() => throw CompiledByModelGen.Error();
}
