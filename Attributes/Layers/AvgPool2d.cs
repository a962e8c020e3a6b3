namespace ModelGen;

/// <summary>
/// The mean of each window of the last two axes.
/// https://pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html
/// </summary>
/// <param name="kernelSize">Height and width of a window.</param>
/// <param name="stride">The distance between windows; 0 stands for the size.</param>
/// <param name="padding">Zeros on all four sides, which count; at most half of the size.</param>
[Module]
public sealed partial class AvgPool2d(int kernelSize, int stride = 0, int padding = 0) : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">[.., H, W].</param>
    /// <returns>[.., P, Q], P = floor((H + 2 padding - kernelSize) / stride) + 1, Q likewise.</returns>
    public Tensor Forward([Shape("...", "height", "width")] Tensor input) => input.AvgPool2d(kernelSize, stride, padding);
}
