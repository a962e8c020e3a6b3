using ModelGen;

namespace Mnist;

/// <summary>A convolution of 3 x 3, its batch norm and a rectifier; the image keeps its size.</summary>
/// <param name="from">Channels of the input.</param>
/// <param name="to">Channels of the output.</param>
[Module]
public partial class ConvBlock(int from, int to)
{
    private readonly Conv2d _conv = new(from, to, 3, padding: 1, bias: false);
    private readonly BatchNorm2d _norm = new(to);

    public Tensor Forward([Shape("N", "from", "H", "W")] Tensor x) => _norm.Forward(_conv.Forward(x)).Relu();
}
