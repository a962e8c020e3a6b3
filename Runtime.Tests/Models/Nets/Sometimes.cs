namespace ModelGen.Tests.Models.Nets;

/// <summary>
/// Each layer but the first trains in some calls: by a branch, by a branch within a loop, by a loop of two iterations or more.
/// </summary>
[Module]
public partial class Sometimes
{
    private readonly Linear first = new(3, 3);
    private readonly Linear second = new(3, 3);
    private readonly Linear third = new(3, 3);
    private readonly Linear fourth = new(3, 3);

    public Tensor Forward([Shape("N", 3)] Tensor x, bool useSecond, int at, int turns, int depth)
    {
        x = first.Forward(x);
        if (useSecond) x = second.Forward(x).Tanh();
        for (var turn = 0; turn < turns; turn++)
        {
            if (turn == at) x += third.Forward(x).Tanh();
        }

        var (y, z) = (x, x);
        for (var turn = 0; turn < depth; turn++) (y, z) = (fourth.Forward(y).Tanh(), z + y);
        return z;
    }
}

[Model]
[Sgd(LearningRate = 0.1, Momentum = 0.9, WeightDecay = 0.1)]
public partial class SometimesSgd
{
    private readonly Sometimes net = new();

    public Tensor Forward([Shape("N", 3)] Tensor x, bool useSecond, int at, int turns, int depth)
        => net.Forward(x, useSecond, at, turns, depth);

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Adam(LearningRate = 0.02)]
public partial class SometimesAdam
{
    private readonly Sometimes net = new();

    public Tensor Forward([Shape("N", 3)] Tensor x, bool useSecond, int at, int turns, int depth)
        => net.Forward(x, useSecond, at, turns, depth);

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[AdamW(LearningRate = 0.02, WeightDecay = 0.3)]
public partial class SometimesAdamW
{
    private readonly Sometimes net = new();

    public Tensor Forward([Shape("N", 3)] Tensor x, bool useSecond, int at, int turns, int depth)
        => net.Forward(x, useSecond, at, turns, depth);

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[RmsProp(LearningRate = 0.01)]
public partial class SometimesRmsProp
{
    private readonly Sometimes net = new();

    public Tensor Forward([Shape("N", 3)] Tensor x, bool useSecond, int at, int turns, int depth)
        => net.Forward(x, useSecond, at, turns, depth);

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Adagrad(LearningRate = 0.1, LearningRateDecay = 0.2, InitialAccumulator = 0.05)]
public partial class SometimesAdagrad
{
    private readonly Sometimes net = new();

    public Tensor Forward([Shape("N", 3)] Tensor x, bool useSecond, int at, int turns, int depth)
        => net.Forward(x, useSecond, at, turns, depth);

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}
