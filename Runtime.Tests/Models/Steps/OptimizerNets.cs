#pragma warning disable SA1402 // The net of Generator.Tests/References/make_steps.py, with other optimizers each time.
namespace ModelGen.Tests.Models.Steps;

/// <summary>NAdam_all.</summary>
[Model(Precision = Precision.Double)]
[NAdam(LearningRate = 0.02, WeightDecay = 0.1), ClipGradients(Norm = 0.05),
    ParameterGroup("*.bias", WeightDecay = 0), ParameterGroup("output.*", LearningRateScale = 4)]
public partial class NAdamNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>Rprop_all.</summary>
[Model(Precision = Precision.Double)]
[Rprop(LearningRate = 0.02, EtaMinus = 0.4, EtaPlus = 1.3, MinimumStepSize = 1e-4, MaximumStepSize = 0.05), ClipGradients(Norm = 0.05),
    ParameterGroup("*.bias", EtaMinus = 0.6, EtaPlus = 1.1), ParameterGroup("output.*", LearningRateScale = 4)]
public partial class RpropNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>Lion_all.</summary>
[Model(Precision = Precision.Double)]
[Lion(LearningRate = 0.02, WeightDecay = 0.1), ClipGradients(Norm = 0.05),
    ParameterGroup("*.bias", WeightDecay = 0), ParameterGroup("output.*", LearningRateScale = 4)]
public partial class LionNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>Adan_all.</summary>
[Model(Precision = Precision.Double)]
[Adan(LearningRate = 0.02, WeightDecay = 0.1), ClipGradients(Norm = 0.05),
    ParameterGroup("*.bias", WeightDecay = 0), ParameterGroup("output.*", LearningRateScale = 4)]
public partial class AdanNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>Lamb_all.</summary>
[Model(Precision = Precision.Double)]
[Lamb(LearningRate = 0.02, WeightDecay = 0.1), ClipGradients(Norm = 0.05),
    ParameterGroup("*.bias", WeightDecay = 0), ParameterGroup("output.*", LearningRateScale = 4)]
public partial class LambNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>NAdam_all, in single precision.</summary>
[Model]
[NAdam(LearningRate = 0.02, WeightDecay = 0.1), ClipGradients(Norm = 0.05),
    ParameterGroup("*.bias", WeightDecay = 0), ParameterGroup("output.*", LearningRateScale = 4)]
public partial class NAdamSingleNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>Lamb_all, in single precision.</summary>
[Model]
[Lamb(LearningRate = 0.02, WeightDecay = 0.1), ClipGradients(Norm = 0.05),
    ParameterGroup("*.bias", WeightDecay = 0), ParameterGroup("output.*", LearningRateScale = 4)]
public partial class LambSingleNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>Adam_maximize: the first layer makes the loss as large as it can.</summary>
[Model(Precision = Precision.Double)]
[Adam(LearningRate = 0.02, Maximize = true), ParameterGroup("output.*", Maximize = false)]
public partial class MaximizingNet
{
    private readonly Linear hidden = new(7, 5);
    private readonly Linear output = new(5, 3);

    public Tensor Forward([Shape("N", 7)] Tensor x) => output.Forward(hidden.Forward(x).Tanh());

    public Tensor Loss(Tensor y, [Shape("N", 3)] Tensor target) => y.MeanSquared(target);
}

/// <summary>A net of which a call reaches one side alone, with states of the rule and of a transformation.</summary>
[Model(Precision = Precision.Double)]
[NAdam(LearningRate = 0.02)]
public partial class OneSideNet
{
    private readonly Linear left = new(4, 2);
    private readonly Linear right = new(4, 2);

    public Tensor Forward([Shape("N", 4)] Tensor x, bool isLeft)
    {
        if (isLeft) return left.Forward(x);
        return right.Forward(x);
    }

    public Tensor Loss(Tensor y, [Shape("N", 2)] Tensor target) => y.MeanSquared(target);

    [GradientTransform]
    private static float Slower(float gradient, ref float count)
    {
        count += 1;
        return gradient / count;
    }
}
