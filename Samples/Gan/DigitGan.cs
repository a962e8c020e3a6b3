using ModelGen;

namespace Gan;

/// <summary>
/// A painter and a critic that learn from each other (Goodfellow et al., NeurIPS 2014): the critic to tell real digits from paintings, the
/// painter to paint what the critic takes for real. Each has a step and an optimizer of its own, and is a constant in the other's step.
/// </summary>
[Model]
public partial class DigitGan
{
    /// <summary>How many numbers of noise a painting is made of.</summary>
    public const int NoiseSize = 64;

    private readonly Painter _painter = new();
    private readonly Critic _critic = new();

    /// <summary>Paints a digit of each row of noise: 784 pixels from -1 for paper to 1 for ink.</summary>
    [Program]
    public Tensor Paint([Shape("N", NoiseSize)] Tensor noise) => _painter.Forward(noise);

    /// <summary>The loss that does not saturate: the cross entropy of the paintings with "real".</summary>
    [TrainingProgram("_painter.*"), Adam(LearningRate = 1e-3, Beta1 = 0.5)]
    public Tensor TrainPainter([Shape("N", NoiseSize)] Tensor noise)
        => _critic.Forward(Paint(noise)).BinaryCrossEntropy(Tensor.Ones("N", 1));

    /// <summary>The cross entropy of real digits with "real" and of paintings with "painted".</summary>
    [TrainingProgram("_critic.*"), Adam(LearningRate = 1e-3, Beta1 = 0.5)]
    public Tensor TrainCritic([Shape("N", NoiseSize)] Tensor noise, [Shape("N", 784)] Tensor real)
        => _critic.Forward(real).BinaryCrossEntropy(Tensor.Ones("N", 1))
            + _critic.Forward(Paint(noise)).BinaryCrossEntropy(Tensor.Zeros("N", 1));
}
