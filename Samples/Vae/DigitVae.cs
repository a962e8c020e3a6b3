using ModelGen;

namespace Vae;

/// <summary>
/// A variational autoencoder of digits (Kingma and Welling, ICLR 2014): an encoder to the mean and the variance of a few latent numbers,
/// and a decoder back to pixels. It learns to lower a bound of each image's negative log likelihood.
/// </summary>
[Model]
[Adam(LearningRate = 1e-3)]
public partial class DigitVae
{
    /// <summary>How many latent numbers an image has.</summary>
    public const int LatentSize = 20;

    private const int Width = 400;

    private readonly Linear _encoder = new(784, Width);
    private readonly Linear _mean = new(Width, LatentSize);
    private readonly Linear _logVariance = new(Width, LatentSize);
    private readonly Linear _decoder = new(LatentSize, Width);
    private readonly Linear _output = new(Width, 784);

    /// <summary>Where an image's latent numbers lie: the mean of each, and the logarithm of its variance.</summary>
    [Program]
    public (Tensor Mean, Tensor LogVariance) Encode([Shape("N", 784)] Tensor pixels)
    {
        var hidden = _encoder.Forward(pixels).Relu();
        return (_mean.Forward(hidden), _logVariance.Forward(hidden));
    }

    /// <summary>The ink of each pixel, from 0 to 1.</summary>
    [Program]
    public Tensor Decode([Shape("N", LatentSize)] Tensor latent) => Logits(latent).Sigmoid();

    /// <summary>The bound of images' negative log likelihood, in nats an image, at latent numbers that are drawn.</summary>
    [Program]
    public Tensor Bound([Shape("N", 784)] Tensor pixels)
    {
        var (mean, logVariance) = Encode(pixels);
        return Loss(Logits(Draw(mean, logVariance)), mean, logVariance, pixels);
    }

    /// <summary>The logit of each pixel: of latent numbers that are drawn while it trains, of their mean in Predict.</summary>
    public (Tensor Logits, Tensor Mean, Tensor LogVariance) Forward([Shape("N", 784)] Tensor pixels)
    {
        var (mean, logVariance) = Encode(pixels);
        return (Logits(Mode.Training ? Draw(mean, logVariance) : mean), mean, logVariance);
    }

    /// <summary>The cross entropy of the pixels and the divergence of the latent numbers from standard normal ones, an image.</summary>
    public Tensor Loss(Tensor logits, Tensor mean, Tensor logVariance, [Shape("N", 784)] Tensor target)
    {
        var entropy = logits.BinaryCrossEntropy(target, Reduction.Sum);
        var divergence = 0.5 * (mean.Square() + logVariance.Exp() - 1 - logVariance).Sum();
        return (entropy + divergence) / target.Size(0);
    }

    private Tensor Logits(Tensor latent) => _output.Forward(_decoder.Forward(latent).Relu());

    // Where the randomness is apart, gradients reach mean and variance.
    private static Tensor Draw(Tensor mean, Tensor logVariance)
        => mean + (0.5 * logVariance).Exp() * Tensor.Normal(0, 1, "N", LatentSize);
}
