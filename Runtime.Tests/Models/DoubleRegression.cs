namespace ModelGen.Tests.Models;

/// <summary>A model in double precision, with raw parameters and dimensions of its constructor.</summary>
[Model(Precision = Precision.Double)]
[Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class DoubleRegression(int features, int units = 4)
{
    [Parameter("features", "units", Initializer = Initializer.XavierNormal)]
    private readonly Tensor first;

    [Parameter("units", Initializer = Initializer.Uniform, First = -0.5, Second = 0.5)]
    private readonly Tensor second;

    public (Tensor prediction, Tensor activation) Forward([Shape("N", "features")] Tensor x)
    {
        var activation = (x.MatMul(first) + 0.1).Tanh();
        return ((activation * second).Sum(1), activation);
    }

    public Tensor Loss(Tensor prediction, Tensor activation, [Shape("N")] Tensor target)
        => prediction.Huber(target) + 0.01 * (activation * activation).Mean();
}
