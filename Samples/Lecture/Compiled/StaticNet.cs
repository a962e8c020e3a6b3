using ModelGen;

namespace Lecture.Compiled;

/// <summary>
/// A convolution, a rectifier and two layers. This project is a library: what it compiles to is all that another program needs of the
/// model.
/// </summary>
[Model]
[Adam(LearningRate = 1e-3)]
public partial class StaticNet
{
    private readonly Conv2d convolution = new(1, 4, 3, padding: 1);
    private readonly Linear hidden = new(256, 16);
    private readonly Linear output = new(16, 10);

    public Tensor Forward([Shape("N", 1, 8, 8)] Tensor x)
    {
        var seen = convolution.Forward(x).Relu();
        return output.Forward(hidden.Forward(seen.Flatten()).Relu());
    }

    public Tensor Loss(Tensor prediction, [Shape("N", 10)] Tensor y) => prediction.MeanSquared(y);
}
