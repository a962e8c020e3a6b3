namespace ModelGen.Tests.Models.Layers;

[Model]
[Sgd(LearningRate = 0.1)]
public partial class DropsFew
{
    private readonly Dropout dropout = new(0.3);

    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public Tensor Forward([Shape("N", 7)] Tensor x) => dropout.Forward(x * scale);

    public Tensor Loss(Tensor y) => y.Mean();
}

[Model]
[Sgd(LearningRate = 0.1)]
public partial class DropsMany
{
    private readonly Dropout dropout = new(0.9);

    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public Tensor Forward([Shape("N", 7)] Tensor x) => dropout.Forward(x * scale);

    public Tensor Loss(Tensor y) => y.Mean();
}

[Model]
[Sgd(LearningRate = 0.1)]
public partial class DropsAll
{
    private readonly Dropout dropout = new(1);

    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public Tensor Forward([Shape("N", 7)] Tensor x) => dropout.Forward(x * scale);

    public Tensor Loss(Tensor y) => y.Mean();
}
