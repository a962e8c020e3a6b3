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
}
