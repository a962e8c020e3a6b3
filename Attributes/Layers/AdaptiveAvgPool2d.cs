namespace ModelGen;

/// <summary>
/// The means of as many bins of the last two axes as are asked for.
/// https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html
/// </summary>
/// <param name="height">The bins of a column.</param>
/// <param name="width">The bins of a row.</param>
[Module]
public sealed partial class AdaptiveAvgPool2d(int height, int width) : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">[.., H, W].</param>
    /// <returns>[.., height, width].</returns>
    public Tensor Forward([Shape("...", "rows", "columns")] Tensor input) => input.AdaptiveAvgPool2d(height, width);
}
