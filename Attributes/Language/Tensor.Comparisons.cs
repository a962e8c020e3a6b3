namespace ModelGen;

/// <content>Comparisons and choices, elementwise; the shapes broadcast. With NaN every comparison but <see cref="NotEqualTo"/> is
/// false.</content>
public sealed partial class Tensor
{
    /// <summary>Where left is less than right. https://pytorch.org/docs/stable/generated/torch.lt.html</summary>
    public static BoolTensor operator <(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>Where left is greater than right. https://pytorch.org/docs/stable/generated/torch.gt.html</summary>
    public static BoolTensor operator >(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>Where left is less than or equal to right. https://pytorch.org/docs/stable/generated/torch.le.html</summary>
    public static BoolTensor operator <=(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>Where left is greater than or equal to right. https://pytorch.org/docs/stable/generated/torch.ge.html</summary>
    public static BoolTensor operator >=(Tensor left, Tensor right) => throw CompiledByModelGen.Error();

    /// <summary>Where the elements are equal. https://pytorch.org/docs/stable/generated/torch.eq.html</summary>
    /// <param name="other">What is compared with.</param>
    public BoolTensor EqualTo(Tensor other) => throw CompiledByModelGen.Error();

    /// <summary>Where the elements are not equal. https://pytorch.org/docs/stable/generated/torch.ne.html</summary>
    /// <param name="other">What is compared with.</param>
    public BoolTensor NotEqualTo(Tensor other) => throw CompiledByModelGen.Error();

    /// <summary>
    /// Elements of one tensor where a condition holds, of another where it does not; each gets the gradient of what was chosen from it.
    /// What was not chosen has no part in any gradient, be its value or its slope infinite or NaN, as that of the logarithm at 0; in
    /// PyTorch it gives NaN. https://pytorch.org/docs/stable/generated/torch.where.html
    /// </summary>
    /// <param name="condition">Which to take.</param>
    /// <param name="then">Where it holds.</param>
    /// <param name="otherwise">Where it does not.</param>
    public static Tensor Where(BoolTensor condition, Tensor then, Tensor otherwise) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The elements on and below a diagonal of the last two axes, zeros elsewhere: [.., R, C] stays.
    /// https://pytorch.org/docs/stable/generated/torch.tril.html
    /// </summary>
    /// <param name="diagonal">0 is the main one, 1 the one above it, -1 the one below.</param>
    public Tensor Tril(int diagonal = 0) => throw CompiledByModelGen.Error();

    /// <summary>
    /// The elements on and above a diagonal of the last two axes, zeros elsewhere: [.., R, C] stays.
    /// https://pytorch.org/docs/stable/generated/torch.triu.html
    /// </summary>
    /// <param name="diagonal">0 is the main one, 1 the one above it, -1 the one below.</param>
    public Tensor Triu(int diagonal = 0) => throw CompiledByModelGen.Error();
}
