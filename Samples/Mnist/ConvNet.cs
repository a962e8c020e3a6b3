using ModelGen;

namespace Mnist;

/// <summary>
/// Five convolutions with batch norms, two pools, and the mean of each channel before the output layer (Lin et al., Network in network,
/// 2014); trained by AdamW on smoothed labels (Szegedy et al., Rethinking the Inception architecture, 2016).
/// </summary>
[Model]
[AdamW(LearningRate = 1e-3, WeightDecay = 1e-2)]
public partial class ConvNet
{
    private readonly ConvBlock[] _fine = [new(1, 16), new(16, 16)];
    private readonly ConvBlock[] _middle = [new(16, 32), new(32, 32)];
    private readonly ConvBlock _coarse = new(32, 64);
    private readonly MaxPool2d _pool = new(2);
    private readonly Linear _output = new(64, 10);

    public Tensor Forward([Shape("N", 784)] Tensor pixels)
    {
        var x = pixels.Reshape("N", 1, 28, 28);
        foreach (var block in _fine) x = block.Forward(x);
        x = _pool.Forward(x);
        foreach (var block in _middle) x = block.Forward(x);
        x = _coarse.Forward(_pool.Forward(x));
        return _output.Forward(x.Mean(3).Mean(2));
    }

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels, labelSmoothing: 0.1);
}
