using ModelGen;

namespace Gan;

/// <summary>Tells real digits from paintings.</summary>
[Module]
public partial class Critic
{
    private readonly Linear _first = new(784, 256);
    private readonly Linear _second = new(256, 128);
    private readonly Linear _output = new(128, 1);

    /// <summary>The logit of each image, [N, 1]: above 0 for what looks real.</summary>
    public Tensor Forward([Shape("N", 784)] Tensor images)
    {
        var near = _first.Forward(images).LeakyRelu(0.2);
        var far = _second.Forward(near).LeakyRelu(0.2);
        return _output.Forward(far);
    }
}
