namespace ModelGen.Tests.Calls;

/// <summary>A temperature and a weight of the loss: numbers of the call.</summary>
[Model]
[Sgd(LearningRate = 0.1)]
public partial class Tempered
{
    private readonly Linear _layer = new(3, 2);

    public Tensor Forward([Shape("N", 3)] Tensor x, float temperature) => (_layer.Forward(x) / temperature).Softmax();

    public Tensor Loss(Tensor y, float temperature, [Shape("N", 2)] Tensor target, double weight)
        => weight * y.MeanSquared(target) + temperature * Math.Sqrt(weight);
}

/// <summary>The same in double precision.</summary>
[Model(Precision = Precision.Double)]
[Sgd(LearningRate = 0.1)]
public partial class DoubleTempered
{
    private readonly Linear _layer = new(3, 2);

    public Tensor Forward([Shape("N", 3)] Tensor x, float temperature) => (_layer.Forward(x) / temperature).Softmax();

    public Tensor Loss(Tensor y, float temperature, [Shape("N", 2)] Tensor target, double weight)
        => weight * y.MeanSquared(target) + temperature * Math.Sqrt(weight);
}

/// <summary>A module that takes numbers, in branches and loops of its own too.</summary>
[Module]
public partial class Bent
{
    public Tensor Forward([Shape("...", 3)] Tensor x, float by, double limit, int times)
    {
        if (by > limit) x = x * limit;
        for (var turn = 0; turn < times; turn++) x = (x * by).Map(value => value > limit ? (float)limit : value);
        return x + by;
    }
}

/// <summary>Conditions on numbers, numbers in loops and lambdas, and numbers that modules are given.</summary>
[Model]
[Sgd]
public partial class Steered
{
    private readonly Bent _bent = new();

    [Parameter(3, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor weight;

    public Tensor Forward([Shape("N", 3)] Tensor x, float by, double limit, int times)
    {
        var y = x * weight;
        if (by >= 0.7f) y = y * by;
        else y = y - limit;
        for (var turn = 0; turn < times; turn++) y = y * by + turn * limit;
        y = y.Map(value => value * by);
        return y + _bent.Forward(x, by * 2, 1.5, times) + _bent.Forward(x, 0.5f, limit + by, 1) + _bent.Forward(x, times, limit, 2);
    }

    public Tensor Loss(Tensor y, float by) => (y * by).Sum();
}

/// <summary>A probability that the call gives.</summary>
[Model]
[Sgd]
public partial class Dropped
{
    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor weight;

    public Tensor Forward([Shape("N")] Tensor x, float rate) => (x * weight).Dropout(rate);

    public Tensor Loss(Tensor y) => y.Sum();
}
