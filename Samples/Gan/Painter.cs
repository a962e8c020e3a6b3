using ModelGen;

namespace Gan;

/// <summary>Paints digits of noise: three layers, with batch norms between them (Radford, Metz and Chintala, ICLR 2016).</summary>
[Module]
public partial class Painter
{
    private readonly Linear _first = new(DigitGan.NoiseSize, 128, bias: false);
    private readonly BatchNorm1d _firstNorm = new(128);
    private readonly Linear _second = new(128, 256, bias: false);
    private readonly BatchNorm1d _secondNorm = new(256);
    private readonly Linear _output = new(256, 784);

    /// <summary>The paintings, [N, 784], from -1 for paper to 1 for ink.</summary>
    public Tensor Forward([Shape("N", DigitGan.NoiseSize)] Tensor noise)
    {
        var near = _firstNorm.Forward(_first.Forward(noise)).LeakyRelu(0.2);
        var far = _secondNorm.Forward(_second.Forward(near)).LeakyRelu(0.2);
        return _output.Forward(far).Tanh();
    }
}
