namespace ModelGen;

/// <summary>max(x, 0), elementwise. https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html</summary>
[Module]
public sealed partial class Relu : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">Of any shape.</param>
    /// <returns>Of the input's shape.</returns>
    public Tensor Forward([Shape("...")] Tensor input) => input.Relu();
}
