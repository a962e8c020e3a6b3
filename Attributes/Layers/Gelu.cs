namespace ModelGen;

/// <summary>
/// x Phi(x), elementwise, with the normal distribution function Phi. https://pytorch.org/docs/stable/generated/torch.nn.GELU.html
/// </summary>
[Module]
public sealed partial class Gelu : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">Of any shape.</param>
    /// <returns>Of the input's shape.</returns>
    public Tensor Forward([Shape("...")] Tensor input) => input.Gelu();
}
