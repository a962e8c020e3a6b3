using ModelGen;

namespace Gan;

/// <summary>Reads digits, as one who has never seen a painting: a classifier that learns from the real ones alone.</summary>
[Model]
[Adam(LearningRate = 1e-3)]
public partial class Judge
{
    private readonly Conv2d _first = new(1, 8, 5, stride: 2, padding: 2);
    private readonly Conv2d _second = new(8, 16, 5, stride: 2, padding: 2);
    private readonly Linear _third = new(16 * 7 * 7, 64);
    private readonly Linear _output = new(64, 10);

    public Tensor Forward([Shape("N", 784)] Tensor pixels)
    {
        var near = _first.Forward(pixels.Reshape("N", 1, 28, 28)).Relu();
        var far = _second.Forward(near).Relu();
        return _output.Forward(_third.Forward(far.Flatten()).Relu());
    }

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels)
        => logits.CrossEntropy(labels);
}
