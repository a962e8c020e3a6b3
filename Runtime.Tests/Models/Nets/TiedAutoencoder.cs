namespace ModelGen.Tests.Models.Nets;

/// <summary>One weight encodes and, transposed, decodes.</summary>
[Model]
[Adam(LearningRate = 0.01)]
public partial class TiedAutoencoder
{
    [Parameter(3, 8)]
    private readonly Tensor weight;

    [Parameter(3, Initializer = Initializer.Zeros)]
    private readonly Tensor code_bias;

    [Parameter(8, Initializer = Initializer.Zeros)]
    private readonly Tensor bias;

    public (Tensor Code, Tensor Picture) Forward([Shape("N", 8)] Tensor x)
    {
        var code = (x.MatMul(weight.Transpose()) + code_bias).Sigmoid();
        return (code, (code.MatMul(weight) + bias).Sigmoid());
    }

    public Tensor Loss(Tensor code, Tensor picture, [Shape("N", 8)] Tensor x) => picture.MeanSquared(x) + 0.01 * code.Abs().Mean();
}
