namespace ModelGen;

/// <summary>
/// Normalises each group of channels of each image by its mean and variance; then each channel has a weight, which starts as 1, and a bias,
/// which starts as 0. https://pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html
/// </summary>
/// <param name="groups">How many groups the channels form; divides them.</param>
/// <param name="channels">The channels.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="affine">Whether there are a weight and a bias; false leaves out both parameters.</param>
[Module]
public sealed partial class GroupNorm(int groups, int channels, [SettingRange(0)] double epsilon = 1e-5, bool affine = true) : IModule
{
    /// <summary>The weight, [channels], where there is one.</summary>
    [Parameter("channels", Initializer = Initializer.Constant, First = 1)]
    public readonly Tensor weight;

    /// <summary>The bias, [channels], where there is one.</summary>
    [Parameter("channels", Initializer = Initializer.Zeros)]
    public readonly Tensor bias;

    /// <summary>The layer.</summary>
    /// <param name="input">[N, channels, H, W].</param>
    /// <returns>[N, channels, H, W].</returns>
    public Tensor Forward([Shape("N", "channels", "H", "W")] Tensor input)
    {
        var rows = input.Reshape("N", groups, channels / groups, "H", "W");
        var centered = rows - rows.Mean([2, 3, 4], keepDimension: true);
        var variance = (centered * centered).Mean([2, 3, 4], keepDimension: true);
        var normal = (centered / (variance + epsilon).Sqrt()).Reshape("N", "channels", "H", "W");
        return affine ? normal * weight.Reshape("channels", 1, 1) + bias.Reshape("channels", 1, 1) : normal;
    }
}
