namespace ModelGen;

/// <content>Tensors made of numbers.</content>
public sealed partial class Tensor
{
    /// <summary>All zeros. https://pytorch.org/docs/stable/generated/torch.zeros.html</summary>
    /// <param name="dimensions">Numbers, constructor parameters, symbols or expressions of them as text.</param>
    public static Tensor Zeros(params object[] dimensions) => throw CompiledByModelGen.Error();

    /// <summary>All ones. https://pytorch.org/docs/stable/generated/torch.ones.html</summary>
    /// <param name="dimensions">Numbers, constructor parameters, symbols or expressions of them as text.</param>
    public static Tensor Ones(params object[] dimensions) => throw CompiledByModelGen.Error();

    /// <summary>One number everywhere. https://pytorch.org/docs/stable/generated/torch.full.html</summary>
    /// <param name="value">The number: a constant, or a tensor of one.</param>
    /// <param name="dimensions">Numbers, constructor parameters, symbols or expressions of them as text.</param>
    public static Tensor Full(Tensor value, params object[] dimensions) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Uniform random numbers in [low, high), other ones in each call and each turn of a loop; a model of the same seed draws the same.
    /// https://pytorch.org/docs/stable/generated/torch.Tensor.uniform_.html
    /// </summary>
    /// <param name="low">The bound from which on they lie, a constant.</param>
    /// <param name="high">The bound below which they lie, a constant.</param>
    /// <param name="dimensions">Numbers, constructor parameters, symbols or expressions of them as text.</param>
    public static Tensor Uniform(double low, double high, params object[] dimensions) => throw CompiledByModelGen.Error();

    /// <summary>
    /// While the model trains (<see cref="Mode.Training"/>), each element is 0 with a probability and else divided by 1 minus it; in
    /// Predict and Evaluate nothing changes. https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html
    /// </summary>
    /// <param name="probability">From 0 to 1: a constant, or a number of the constructor.</param>
    public Tensor Dropout([SettingRange(0, 1)] double probability = 0.5) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Normal random numbers, other ones in each call and each turn of a loop; a model of the same seed draws the same.
    /// https://pytorch.org/docs/stable/generated/torch.normal.html
    /// </summary>
    /// <param name="mean">Their mean, a constant.</param>
    /// <param name="deviation">Their standard deviation, a constant.</param>
    /// <param name="dimensions">Numbers, constructor parameters, symbols or expressions of them as text.</param>
    public static Tensor Normal(double mean, double deviation, params object[] dimensions) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Normal random numbers in this tensor's shape, other ones in each call and each turn of a loop; a model of the same seed draws the
    /// same. https://pytorch.org/docs/stable/generated/torch.randn_like.html
    /// </summary>
    /// <param name="mean">Their mean, a constant.</param>
    /// <param name="deviation">Their standard deviation, a constant.</param>
    public Tensor NormalLike(double mean = 0, double deviation = 1) => throw CompiledByModelGen.Error();
}
