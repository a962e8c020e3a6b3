namespace ModelGen;

/// <summary>
/// A convolution along one axis with a bias. Both parameters start uniform within 1/sqrt(inChannels / groups kernelSize) of 0.
/// https://pytorch.org/docs/stable/generated/torch.nn.Conv1d.html
/// </summary>
/// <param name="inChannels">The channels of the input.</param>
/// <param name="outChannels">The channels of the result.</param>
/// <param name="kernelSize">The length of a window.</param>
/// <param name="stride">The distance between windows.</param>
/// <param name="padding">Zeros at both ends.</param>
/// <param name="dilation">The distance between the elements of a window.</param>
/// <param name="groups">Parts of the channels that see each other alone; divides both numbers of channels.</param>
[Module]
public sealed partial class Conv1d(int inChannels, int outChannels, int kernelSize, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) : IModule
{
    [Parameter("outChannels", "floor(inChannels/groups)", "kernelSize", FanIn = "floor(inChannels/groups)*kernelSize")]
    private readonly Tensor weight;

    [Parameter("outChannels", FanIn = "floor(inChannels/groups)*kernelSize")]
    private readonly Tensor bias;

    /// <summary>The layer.</summary>
    /// <param name="input">[N, inChannels, L].</param>
    /// <returns>[N, outChannels, floor((L + 2 padding - dilation (kernelSize - 1) - 1) / stride) + 1].</returns>
    public Tensor Forward([Shape("N", "inChannels", "length")] Tensor input) => input.Conv1d(weight, bias, stride, padding, dilation, groups);
}
