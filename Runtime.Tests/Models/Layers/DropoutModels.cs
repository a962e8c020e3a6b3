namespace ModelGen.Tests.Models.Layers;

[Model]
[Sgd(LearningRate = 0.1)]
public partial class DropsFew
{
    private readonly Dropout dropout = new(0.3);

#pragma warning disable CS8618 // The build has ParameterSuppressor for this, but dotnet format does not run it.
    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;
#pragma warning restore CS8618

    public Tensor Forward([Shape("N", 7)] Tensor x) => dropout.Forward(x * scale);

    public Tensor Loss(Tensor y) => y.Mean();
}

[Model]
[Sgd(LearningRate = 0.1)]
public partial class DropsMany
{
    private readonly Dropout dropout = new(0.9);

#pragma warning disable CS8618 // The build has ParameterSuppressor for this, but dotnet format does not run it.
    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;
#pragma warning restore CS8618

    public Tensor Forward([Shape("N", 7)] Tensor x) => dropout.Forward(x * scale);

    public Tensor Loss(Tensor y) => y.Mean();
}

[Model]
[Sgd(LearningRate = 0.1)]
public partial class DropsAll
{
    private readonly Dropout dropout = new(1);

#pragma warning disable CS8618 // The build has ParameterSuppressor for this, but dotnet format does not run it.
    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;
#pragma warning restore CS8618

    public Tensor Forward([Shape("N", 7)] Tensor x) => dropout.Forward(x * scale);

    public Tensor Loss(Tensor y) => y.Mean();
}
