namespace ModelGen.Tests.Models.Nets;

/// <summary>The call chooses one of two weights, and how often the layer is applied.</summary>
[Model]
[Adam(LearningRate = 0.01)]
public partial class Conditional
{
    private readonly Linear first = new(4, 4);
    private readonly Linear second = new(4, 4);

    public Tensor Forward([Shape("N", 4)] Tensor x, bool useFirst, int depth)
    {
        if (useFirst) x = first.Forward(x).Relu();
        else x = second.Forward(x).Tanh();
        for (var layer = 0; layer < depth; layer++) x = second.Forward(x).Tanh() + x;
        return x;
    }

    public Tensor Loss(Tensor y, [Shape("N", 4)] Tensor target) => y.MeanSquared(target);
}

/// <summary>As <see cref="Conditional"/>, with momentum and decay, which would change what a call does not use.</summary>
[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9, WeightDecay = 0.2)]
public partial class DecayingConditional
{
    private readonly Linear first = new(4, 4);
    private readonly Linear second = new(4, 4);

    public Tensor Forward([Shape("N", 4)] Tensor x, bool useFirst, int depth)
    {
        x = useFirst ? first.Forward(x).Relu() : second.Forward(x).Tanh();
        for (var layer = 0; layer < depth; layer++) x = second.Forward(x).Tanh() + x;
        return x;
    }

    public Tensor Loss(Tensor y, [Shape("N", 4)] Tensor target) => y.MeanSquared(target);
}
