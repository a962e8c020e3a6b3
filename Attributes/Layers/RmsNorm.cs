namespace ModelGen;

/// <summary>
/// x / sqrt(mean of x² + epsilon) weight over the last axis. The weight starts as 1. PyTorch's default of epsilon is float32's own,
/// 1.1920929e-7. https://pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html
/// </summary>
/// <param name="features">The size of the last axis.</param>
/// <param name="epsilon">Added to the mean of squares.</param>
/// <param name="elementwiseAffine">Whether there is a weight; false leaves out the parameter.</param>
[Module]
public sealed partial class RmsNorm(int features, [SettingRange(0)] double epsilon = 1.1920929e-7, bool elementwiseAffine = true) : IModule
{
    /// <summary>The weight, [features], where there is one.</summary>
    [Parameter("features", Initializer = Initializer.Constant, First = 1)]
    public readonly Tensor weight;

    /// <summary>The layer.</summary>
    /// <param name="input">[.., features].</param>
    /// <returns>[.., features].</returns>
    public Tensor Forward([Shape("...", "features")] Tensor input)
    {
        var normal = input / ((input * input).Mean(-1, keepDimension: true) + epsilon).Sqrt();
        return elementwiseAffine ? normal * weight : normal;
    }
}
