namespace ModelGen.Tests.Models.Nets;

/// <summary>
/// One module reads two inputs; pairs that belong together are to be near, others at least 1 apart (Hadsell et al., CVPR 2006).
/// </summary>
[Module]
public partial class Embedder(int features)
{
    private readonly Linear hidden = new(features, 7);
    private readonly Linear output = new(7, 3);

    public Tensor Forward([Shape("N", "features")] Tensor x) => output.Forward(hidden.Forward(x).Tanh());
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9, Nesterov = true)]
public partial class SiameseNet
{
    private readonly Embedder embed = new(5);

    public Tensor Forward([Shape("N", 5)] Tensor a, [Shape("N", 5)] Tensor b)
    {
        var difference = embed.Forward(a) - embed.Forward(b);
        return (difference * difference).Sum(1);
    }

    public Tensor Loss(Tensor squared, [Shape("N")] Tensor same)
    {
        var missing = (1 - (squared + 1e-6).Sqrt()).Relu();
        return (same * squared + (1 - same) * missing * missing).Mean();
    }
}
