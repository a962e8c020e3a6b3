#pragma warning disable SA1402 // The net of Generator.Tests/References/make_steps.py, with other attributes each time.
namespace ModelGen.Tests.Models.Steps;

/// <summary>AdamW_all: everything at once.</summary>
[Model(Precision = Precision.Double)]
[AdamW(WeightDecay = 0.1, LearningRate = 0.02), ClipGradients(Norm = 0.05), ParameterGroup("*.bias", WeightDecay = 0),
    ParameterGroup("output.*", LearningRateScale = 4)]
public partial class AllNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>The same in single precision.</summary>
[Model]
[AdamW(WeightDecay = 0.1, LearningRate = 0.02), ClipGradients(Norm = 0.05), ParameterGroup("*.bias", WeightDecay = 0),
    ParameterGroup("output.*", LearningRateScale = 4)]
public partial class AllSingleNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>frozen: the first layer stands still.</summary>
[Model(Precision = Precision.Double)]
[AdamW(WeightDecay = 0.2, LearningRate = 0.02), ClipGradients(Norm = 0.1), ParameterGroup("output.*", LearningRateScale = 4),
    Freeze("hidden.*")]
public partial class FrozenNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>The same net, whose first layer is frozen at run time.</summary>
[Model(Precision = Precision.Double)]
[AdamW(WeightDecay = 0.2, LearningRate = 0.02), ClipGradients(Norm = 0.1), ParameterGroup("output.*", LearningRateScale = 4)]
public partial class FreezableNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>value: each element is bounded.</summary>
[Model(Precision = Precision.Double)]
[Adam(LearningRate = 0.02), ClipGradients(Value = 0.01)]
public partial class ValueNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>norm_told: the norm is told alone.</summary>
[Model(Precision = Precision.Double)]
[Sgd(LearningRate = 0.02), ClipGradients]
public partial class ToldNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>A net with nothing between gradient and weight.</summary>
[Model(Precision = Precision.Double)]
[Sgd(LearningRate = 0.02)]
public partial class PlainNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>AdamW_all, in calls of few samples each, with moving averages.</summary>
[Model(Precision = Precision.Double)]
[AdamW(WeightDecay = 0.1, LearningRate = 0.02), ClipGradients(Norm = 0.05), ParameterGroup("*.bias", WeightDecay = 0),
    ParameterGroup("output.*", LearningRateScale = 4), Accumulate, MovingAverage(0.9)]
public partial class AccumulatingNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>The same in single precision.</summary>
[Model]
[AdamW(WeightDecay = 0.1, LearningRate = 0.02), ClipGradients(Norm = 0.05), ParameterGroup("*.bias", WeightDecay = 0),
    ParameterGroup("output.*", LearningRateScale = 4), Accumulate, MovingAverage(0.9)]
public partial class AccumulatingSingleNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>A net whose loss is a sum, and of which a call reaches one side alone.</summary>
[Model(Precision = Precision.Double)]
[AdamW(WeightDecay = 0.5), Accumulate(Reduction = Reduction.Sum)]
public partial class SidesNet
{
    private readonly Linear left = new(4, 2);
    private readonly Linear right = new(4, 2);

    public Tensor Forward([Shape("N", 4)] Tensor x, bool isLeft)
    {
        if (isLeft) return left.Forward(x);
        return right.Forward(x);
    }

    public Tensor Loss(Tensor y, [Shape("N", 2)] Tensor target) => ((y - target) * (y - target)).Sum();
}
