namespace ModelGen.Tests.Plots;

/// <summary>A line through points.</summary>
[Model]
[Sgd(LearningRate = 0.01)]
public partial class Slope
{
    private readonly Linear _line = new(1, 1);

    public Tensor Forward([Shape("N", 1)] Tensor x) => _line.Forward(x);

    public Tensor Loss(Tensor output, [Shape("N", 1)] Tensor y) => ((output - y) * (output - y)).Mean();
}
