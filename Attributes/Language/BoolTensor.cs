namespace ModelGen;

/// <summary>
/// A tensor of truth values in the model language: what comparisons of tensors give. It chooses in <see cref="Tensor.Where"/>, and is
/// combined by
/// <c>&amp;</c>, <c>|</c> and <c>!</c>. It cannot be an input or a result of Forward: use a Tensor of 0 and 1, and compare it.
/// </summary>
public sealed class BoolTensor
{
    private BoolTensor()
    {
    }

    /// <summary>True where both are; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.logical_and.html</summary>
    public static BoolTensor operator &(BoolTensor left, BoolTensor right) => throw CompiledByModelGen.Error();

    /// <summary>True where one or both are; the shapes broadcast. https://pytorch.org/docs/stable/generated/torch.logical_or.html</summary>
    public static BoolTensor operator |(BoolTensor left, BoolTensor right) => throw CompiledByModelGen.Error();

    /// <summary>True where the operand is not. https://pytorch.org/docs/stable/generated/torch.logical_not.html</summary>
    public static BoolTensor operator !(BoolTensor operand) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Makes a condition that is a tensor compile, so that ModelGen alone says what to write: a tensor has a truth value for each element.
    /// </summary>
    public static bool operator true(BoolTensor operand) => throw CompiledByModelGen.Error();

    /// <summary>Makes <c>&amp;&amp;</c> and <c>||</c> of tensors compile, so that ModelGen alone says what to write.</summary>
    public static bool operator false(BoolTensor operand) => throw CompiledByModelGen.Error();

    /// <summary>1 where true, else 0: the same shape. https://pytorch.org/docs/stable/tensors.html#torch.Tensor.to</summary>
    public Tensor ToTensor() => throw CompiledByModelGen.Error();

    /// <summary>The one element, for a condition of 'if'; the host waits for the device. See <see cref="Tensor.Item"/>.</summary>
    public bool Item() => throw CompiledByModelGen.Error();
}
