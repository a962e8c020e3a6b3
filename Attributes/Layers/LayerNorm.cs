namespace ModelGen;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) weight + bias over the last axis. The weight starts as 1, the bias as 0.
/// https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html
/// </summary>
/// <param name="features">The size of the last axis.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="elementwiseAffine">Whether there are a weight and a bias; false leaves out both parameters.</param>
/// <param name="bias">Whether there is a bias beside a weight; false leaves out the parameter.</param>
[Module]
public sealed partial class LayerNorm(
    int features,
    [SettingRange(0)] double epsilon = 1e-5,
    bool elementwiseAffine = true,
    bool bias = true) : IModule
{
    private readonly bool _hasBias = bias;

    /// <summary>The weight, [features], where there is one.</summary>
    [Parameter("features", Initializer = Initializer.Constant, First = 1)]
    public readonly Tensor weight;

    /// <summary>The bias, [features], where there is one.</summary>
    [Parameter("features", Initializer = Initializer.Zeros)]
    public readonly Tensor bias;

    /// <summary>The layer.</summary>
    /// <param name="input">[.., features].</param>
    /// <returns>[.., features].</returns>
    public Tensor Forward([Shape("...", "features")] Tensor input)
    {
        var centered = input - input.Mean(-1, keepDimension: true);
        var variance = (centered * centered).Mean(-1, keepDimension: true);
        var normal = centered / (variance + epsilon).Sqrt();
        if (elementwiseAffine) normal = _hasBias ? normal * weight + bias : normal * weight;
        return normal;
    }
}
