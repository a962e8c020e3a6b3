namespace ModelGen;

/// <summary>
/// x Wᵀ + b over the last axis: [.., inFeatures] becomes [.., outFeatures]. Both parameters start uniform within 1/sqrt(inFeatures) of 0.
/// https://pytorch.org/docs/stable/generated/torch.nn.Linear.html
/// </summary>
/// <param name="inFeatures">The size of the input's last axis.</param>
/// <param name="outFeatures">The size of the result's last axis.</param>
[Module]
public sealed partial class Linear(int inFeatures, int outFeatures) : IModule
{
    [Parameter("outFeatures", "inFeatures", FanIn = "inFeatures")]
    private readonly Tensor weight;

    [Parameter("outFeatures", FanIn = "inFeatures")]
    private readonly Tensor bias;

    /// <summary>The layer.</summary>
    /// <param name="input">[.., inFeatures].</param>
    /// <returns>[.., outFeatures].</returns>
    public Tensor Forward([Shape("...", "inFeatures")] Tensor input) => input.MatMul(weight.Transpose()) + bias;
}
