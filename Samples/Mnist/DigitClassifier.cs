using ModelGen;

namespace Mnist;

/// <summary>A classifier of 28x28 digits: one hidden layer of 128, trained by Adam on the cross entropy.</summary>
[Model]
[Adam(LearningRate = 1e-3f)]
public partial class DigitClassifier
{
    private readonly Linear _hidden = new(784, 128);
    private readonly Linear _output = new(128, 10);

    public Tensor Forward([Shape("N", 784)] Tensor pixels)
        => _output.Forward(_hidden.Forward(pixels).Relu());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels)
        => logits.CrossEntropy(labels);
}
