using ModelGen;

namespace Browser;

/// <summary>Products and a softmax.</summary>
[Model]
[Adam(LearningRate = 1e-3)]
public partial class Digits
{
    private readonly Linear _hidden = new(256, 64);
    private readonly Linear _output = new(64, 10);

    public Tensor Forward([Shape("N", 256)] Tensor x) => _output.Forward(_hidden.Forward(x).Relu());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}

/// <summary>Functions, element by element.</summary>
[Model]
[Adam(LearningRate = 1e-3)]
public partial class Functions
{
    [Parameter(64)] private readonly Tensor scale;

    public Tensor Forward([Shape("N", 64)] Tensor x)
    {
        var y = x * scale;
        return y.Exp() + y.Tanh() + y.Sigmoid() + y.Sin() + (y * y + 1).Log();
    }

    public Tensor Loss(Tensor y, [Shape("N", 64)] Tensor target) => y.MeanSquared(target);
}
