namespace ModelGen;

/// <summary>x sigmoid(x), elementwise. https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html</summary>
[Module]
public sealed partial class Silu : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">Of any shape.</param>
    /// <returns>Of the input's shape.</returns>
    public Tensor Forward([Shape("...")] Tensor input) => input.Silu();
}
