namespace ModelGen;

/// <summary>1 / (1 + exp(-x)), elementwise. https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html</summary>
[Module]
public sealed partial class Sigmoid : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">Of any shape.</param>
    /// <returns>Of the input's shape.</returns>
    public Tensor Forward([Shape("...")] Tensor input) => input.Sigmoid();
}
