namespace ModelGen.Tests.Models;

/// <summary>A model with an activation, a loss and an optimizer of the user's own.</summary>
[Model]
[Lion(LearningRate = 0.01, WeightDecay = 0.1)]
public partial class OwnFunctions
{
    private readonly Linear _first = new(7, 9);
    private readonly Linear _second = new(9, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => _second.Forward(_first.Forward(x).Map(Mish));

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => Tensor.Map(LogCosh, y, target).Mean();

    [Elementwise]
    internal static float Mish(float x) => x * MathF.Tanh(MathF.Log(1 + MathF.Exp(x)));

    [Elementwise]
    internal static float LogCosh(float y, float target)
    {
        var distance = MathF.Abs(y - target);
        return distance > 15 ? distance - 0.693147f : MathF.Log(MathF.Cosh(distance));
    }
}
