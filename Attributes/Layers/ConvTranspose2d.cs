namespace ModelGen;

/// <summary>
/// The transpose of a convolution of images. The parameters start uniform within 1/sqrt(outChannels / groups kernelSize²) of 0.
/// https://pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html
/// </summary>
/// <param name="inChannels">The channels of the input.</param>
/// <param name="outChannels">The channels of the result.</param>
/// <param name="kernelSize">Height and width of the weight.</param>
/// <param name="stride">The distance at which the elements of the input lay the weight.</param>
/// <param name="padding">What is cut from all four sides.</param>
/// <param name="outputPadding">What is added below and on the right.</param>
/// <param name="groups">Parts of the channels that see each other alone; divides both numbers of channels.</param>
/// <param name="dilation">The distance between the elements of the weight.</param>
/// <param name="bias">Whether there is a bias; false leaves out the parameter.</param>
[Module]
public sealed partial class ConvTranspose2d(
    int inChannels,
    int outChannels,
    int kernelSize,
    int stride = 1,
    int padding = 0,
    int outputPadding = 0,
    int groups = 1,
    int dilation = 1,
    bool bias = true) : IModule
{
    private readonly bool _hasBias = bias;

    /// <summary>The weight, [inChannels, floor(outChannels/groups), kernelSize, kernelSize].</summary>
    [Parameter("inChannels", "floor(outChannels/groups)", "kernelSize", "kernelSize",
        FanIn = "floor(outChannels/groups)*kernelSize*kernelSize")]
    public readonly Tensor weight;

    /// <summary>The bias, [outChannels], where there is one.</summary>
    [Parameter("outChannels", FanIn = "floor(outChannels/groups)*kernelSize*kernelSize")]
    public readonly Tensor bias;

    /// <summary>The layer.</summary>
    /// <param name="input">[N, inChannels, H, W].</param>
    /// <returns>[N, outChannels, P, Q], P = (H - 1) stride - 2 padding + dilation (kernelSize - 1) + outputPadding + 1, Q
    /// likewise.</returns>
    public Tensor Forward([Shape("N", "inChannels", "height", "width")] Tensor input)
        => _hasBias
            ? input.ConvTranspose2d(weight, bias, stride, padding, outputPadding, groups, dilation)
            : input.ConvTranspose2d(weight, null, stride, padding, outputPadding, groups, dilation);
}
