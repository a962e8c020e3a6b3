namespace ModelGen;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) weight + bias over the last axis. The weight starts as 1, the bias as 0.
/// https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html
/// </summary>
/// <param name="features">The size of the last axis.</param>
/// <param name="epsilon">Added to the variance.</param>
[Module]
public sealed partial class LayerNorm(int features, [SettingRange(0)] double epsilon = 1e-5) : IModule
{
    [Parameter("features", Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor weight;

    [Parameter("features", Initializer = Initializer.Zeros)]
    private readonly Tensor bias;

    /// <summary>The layer.</summary>
    /// <param name="input">[.., features].</param>
    /// <returns>[.., features].</returns>
    public Tensor Forward([Shape("...", "features")] Tensor input)
    {
        var centered = input - input.Mean(-1, keepDimension: true);
        var variance = (centered * centered).Mean(-1, keepDimension: true);
        return centered / (variance + epsilon).Sqrt() * weight + bias;
    }
}
