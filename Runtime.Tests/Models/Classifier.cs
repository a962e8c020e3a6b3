namespace ModelGen.Tests.Models;

/// <summary>The classifier of the reference numbers: 7 features, 5 hidden units, 3 classes.</summary>
[Model]
[Adam(LearningRate = 0.01)]
public partial class Classifier
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Relu());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
