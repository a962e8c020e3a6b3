namespace ModelGen.Tests.Models.Nets;

/// <summary>y[t] = (y[t-1] + x[t]) * w over a sequence whose length the call gives.</summary>
[Model]
[Sgd(LearningRate = 0.05)]
public partial class Recurrence
{
    [Parameter(3)]
    private readonly Tensor w;

    public Tensor Forward([Shape("T", 3)] Tensor x)
    {
        Tensor y = 0;
        for (var t = 0; t < x.Size(0); t++) y = (y + x[t]) * w;
        return y;
    }

    public Tensor Loss(Tensor y, [Shape(3)] Tensor target) => y.MeanSquared(target);
}
