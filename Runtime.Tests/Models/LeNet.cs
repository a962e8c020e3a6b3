namespace ModelGen.Tests.Models;

/// <summary>A small LeNet: two convolutions with pools, two layers after them, for images of 14 x 14.</summary>
[Model]
[Adam(LearningRate = 0.01f)]
public partial class LeNet
{
    private readonly Conv2d first = new(1, 4, 5, padding: 2);
    private readonly Conv2d second = new(4, 6, 3);
    private readonly MaxPool2d pool = new(2);
    private readonly Linear hidden = new(24, 16);
    private readonly Linear output = new(16, 5);

    public Tensor Forward([Shape("N", 1, 14, 14)] Tensor x)
    {
        var near = pool.Forward(first.Forward(x).Relu());
        var far = pool.Forward(second.Forward(near).Relu());
        return output.Forward(hidden.Forward(far.Flatten()).Relu());
    }

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
