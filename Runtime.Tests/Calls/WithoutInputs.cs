namespace ModelGen.Tests.Calls;

/// <summary>A learnt table of positions alone: neither Forward nor Loss takes anything.</summary>
[Model]
[Sgd(LearningRate = 0.25)]
public partial class Positions
{
    [Parameter(2, 3, Initializer = Initializer.Uniform)]
    private readonly Tensor table;

    public Tensor Forward() => table;

    public Tensor Loss(Tensor positions) => (positions - 1).Square().Sum();
}

/// <summary>Positions as a module without inputs.</summary>
[Module]
public partial class Waves(int size)
{
    [Parameter("size", Initializer = Initializer.Constant, First = 0.5)]
    private readonly Tensor scale;

    public Tensor Forward() => scale * 2;
}

/// <summary>Results of several kinds, one of them a constant, and an input of Loss alone.</summary>
[Model(Precision = Precision.Double)]
[Sgd(LearningRate = 0.1)]
public partial class LossAlone
{
    private readonly Waves _waves = new(3);

    public (Tensor Values, Tensor Ones, Tensor Sum) Forward() => (_waves.Forward(), Tensor.Ones(2), _waves.Forward().Sum());

    public Tensor Loss(Tensor values, Tensor ones, Tensor sum, [Shape("N", 3)] Tensor target)
        => (values - target).Square().Mean() + 0 * sum * ones.Sum();
}

/// <summary>No tensor is given, but numbers are.</summary>
[Model]
[Sgd]
public partial class NumbersAlone
{
    [Parameter(4, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor table;

    public Tensor Forward(int times, float by)
    {
        var y = table;
        for (var turn = 0; turn < times; turn++) y = y * by;
        return y;
    }

    public Tensor Loss(Tensor y) => y.Sum();
}

/// <summary>Nothing is learnt or given.</summary>
[Model]
public partial class Constants
{
    public (Tensor Ramp, IndexTensor Place) Forward() => (Tensor.Ones(5).CumSum(0) * 0.5, Tensor.Ones(5).CumSum(0).ArgMax(0));
}
