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
