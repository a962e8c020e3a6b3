namespace ModelGen;

/// <summary>max(x, 0) + negativeSlope min(x, 0), elementwise. https://pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html</summary>
/// <param name="negativeSlope">The slope below 0.</param>
[Module]
public sealed partial class LeakyRelu(float negativeSlope = 0.01f) : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">Of any shape.</param>
    /// <returns>Of the input's shape.</returns>
    public Tensor Forward([Shape("...")] Tensor input) => input.Maximum(0) + (negativeSlope * input.Minimum(0));
}
