namespace ModelGen.Tests.Models;

/// <summary>A classifier of 28 x 28 digits: one hidden layer of 128 units.</summary>
[Model]
[Adam(LearningRate = 1e-3f)]
public partial class DigitClassifier
{
    private readonly Linear hidden = new(784, 128);
    private readonly Linear output = new(128, 10);

    public Tensor Forward([Shape("N", 784)] Tensor pixels) => output.Forward(hidden.Forward(pixels).Relu());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
