namespace ModelGen.Tests.Models.Nets;

/// <summary>What a tensor holds chooses between two weights, in a loop too.</summary>
[Model]
[Sgd(LearningRate = 0.1)]
public partial class ByValue
{
    private readonly Linear first = new(4, 4);
    private readonly Linear second = new(4, 4);

    public Tensor Forward([Shape("N", 4)] Tensor x, int depth)
    {
        for (var layer = 0; layer < depth; layer++)
        {
            if (x.Sum().Item() > 0) x = first.Forward(x).Tanh();
            else x = second.Forward(x).Tanh() * x.Max().Item();
        }

        return x;
    }

    public Tensor Loss(Tensor y, [Shape("N", 4)] Tensor target) => y.MeanSquared(target);
}
