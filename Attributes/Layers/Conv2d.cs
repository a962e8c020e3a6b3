namespace ModelGen;

/// <summary>
/// A convolution of images. The parameters start uniform within 1/sqrt(inChannels / groups kernelSize²) of 0.
/// https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
/// </summary>
/// <param name="inChannels">The channels of the input.</param>
/// <param name="outChannels">The channels of the result.</param>
/// <param name="kernelSize">Height and width of a window.</param>
/// <param name="stride">The distance between windows.</param>
/// <param name="padding">Zeros on all four sides.</param>
/// <param name="dilation">The distance between the elements of a window.</param>
/// <param name="groups">Parts of the channels that see each other alone; divides both numbers of channels.</param>
/// <param name="bias">Whether there is a bias; false leaves out the parameter.</param>
[Module]
public sealed partial class Conv2d(
    int inChannels,
    int outChannels,
    int kernelSize,
    int stride = 1,
    int padding = 0,
    int dilation = 1,
    int groups = 1,
    bool bias = true) : IModule
{
    private readonly bool _hasBias = bias;

    /// <summary>The weight, [outChannels, floor(inChannels/groups), kernelSize, kernelSize].</summary>
    [Parameter("outChannels", "floor(inChannels/groups)", "kernelSize", "kernelSize",
        FanIn = "floor(inChannels/groups)*kernelSize*kernelSize")]
    public readonly Tensor weight;

    /// <summary>The bias, [outChannels], where there is one.</summary>
    [Parameter("outChannels", FanIn = "floor(inChannels/groups)*kernelSize*kernelSize")]
    public readonly Tensor bias;

    /// <summary>The layer.</summary>
    /// <param name="input">[N, inChannels, H, W].</param>
    /// <returns>[N, outChannels, P, Q], P = floor((H + 2 padding - dilation (kernelSize - 1) - 1) / stride) + 1, Q likewise.</returns>
    public Tensor Forward([Shape("N", "inChannels", "height", "width")] Tensor input)
        => _hasBias
            ? input.Conv2d(weight, bias, stride, padding, dilation, groups)
            : input.Conv2d(weight, null, stride, padding, dilation, groups);
}
