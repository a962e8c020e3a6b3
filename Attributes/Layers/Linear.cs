namespace ModelGen;

/// <summary>
/// x Wᵀ + b over the last axis: [.., inFeatures] becomes [.., outFeatures]. The parameters start uniform within 1/sqrt(inFeatures) of 0.
/// https://pytorch.org/docs/stable/generated/torch.nn.Linear.html
/// </summary>
/// <param name="inFeatures">The size of the input's last axis.</param>
/// <param name="outFeatures">The size of the result's last axis.</param>
/// <param name="bias">Whether there is a bias; false leaves out the parameter.</param>
[Module]
public sealed partial class Linear(int inFeatures, int outFeatures, bool bias = true) : IModule
{
    private readonly bool _hasBias = bias;

    /// <summary>The weight, [outFeatures, inFeatures].</summary>
    [Parameter("outFeatures", "inFeatures", FanIn = "inFeatures")]
    public readonly Tensor weight;

    /// <summary>The bias, [outFeatures], where there is one.</summary>
    [Parameter("outFeatures", FanIn = "inFeatures")]
    public readonly Tensor bias;

    /// <summary>The layer.</summary>
    /// <param name="input">[.., inFeatures].</param>
    /// <returns>[.., outFeatures].</returns>
    public Tensor Forward([Shape("...", "inFeatures")] Tensor input)
    {
        var product = input.MatMul(weight.Transpose());
        return _hasBias ? product + bias : product;
    }
}
