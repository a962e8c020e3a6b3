namespace ModelGen;

/// <summary>
/// Modules one after the other, each taking the result of the one before: <c>new(new Linear(784, 128), new Relu(), new Linear(128,
/// 10))</c>. Their parameters are named by position, as in "0.weight". https://pytorch.org/docs/stable/generated/torch.nn.Sequential.html
/// </summary>
/// <param name="modules">In the order in which they run.</param>
[Module]
public sealed partial class Sequential(params IModule[] modules) : IModule
{
    /// <summary>The last module's result.</summary>
    /// <param name="input">What the first module takes.</param>
    public Tensor Forward([AnyShape] Tensor input)
    {
        foreach (var module in modules) input = module.Forward(input);
        return input;
    }
}
