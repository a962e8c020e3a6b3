using ModelGen;

namespace Mnist;

/// <summary>
/// Two convolutions with pools and three layers after them (LeCun et al., Proceedings of the IEEE 1998), with rectifiers, trained by Adam.
/// </summary>
[Model]
[Adam(LearningRate = 1e-3f)]
public partial class LeNet5
{
    private readonly Conv2d _first = new(1, 6, 5, padding: 2);
    private readonly Conv2d _second = new(6, 16, 5);
    private readonly MaxPool2d _pool = new(2);
    private readonly Linear _third = new(400, 120);
    private readonly Linear _fourth = new(120, 84);
    private readonly Linear _output = new(84, 10);

    public Tensor Forward([Shape("N", 784)] Tensor pixels)
    {
        var near = _pool.Forward(_first.Forward(pixels.Reshape("N", 1, 28, 28)).Relu());
        var far = _pool.Forward(_second.Forward(near).Relu());
        return _output.Forward(_fourth.Forward(_third.Forward(far.Flatten()).Relu()).Relu());
    }

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels)
        => logits.CrossEntropy(labels);
}
