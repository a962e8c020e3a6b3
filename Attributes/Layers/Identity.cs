namespace ModelGen;

/// <summary>Its input, unchanged. https://pytorch.org/docs/stable/generated/torch.nn.Identity.html</summary>
[Module]
public sealed partial class Identity : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">Of any shape.</param>
    /// <returns>Of the input's shape.</returns>
    public Tensor Forward([Shape("...")] Tensor input) => input;
}
