namespace ModelGen;

/// <summary>The hyperbolic tangent, elementwise. https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html</summary>
[Module]
public sealed partial class Tanh : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">Of any shape.</param>
    /// <returns>Of the input's shape.</returns>
    public Tensor Forward([Shape("...")] Tensor input) => input.Tanh();
}
