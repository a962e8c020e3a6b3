namespace ModelGen;

/// <summary>
/// Trains a model by stochastic gradient descent: g = gradient + WeightDecay p, b = Momentum b + (1 - Dampening) g, but b = g at the first
/// step and without momentum, p -= LearningRate b; with Nesterov p -= LearningRate (g + Momentum b). The defaults are PyTorch's.
/// https://pytorch.org/docs/stable/generated/torch.optim.SGD.html
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed partial class SgdAttribute : Attribute
{
    /// <summary>The step size; the model's LearningRate changes it at run time.</summary>
    [SettingRange(0)]
    public double LearningRate { get; set; } = 1e-3;

    /// <summary>How much of the last direction stays.</summary>
    [SettingRange(0)]
    public double Momentum { get; set; }

    /// <summary>The share of the gradient that momentum leaves out.</summary>
    public double Dampening { get; set; }

    /// <summary>Whether to look ahead along the momentum; it needs one, without dampening.</summary>
    [NeedsSetting(nameof(Momentum))]
    [NeedsSetting(nameof(Dampening), false)]
    public bool Nesterov { get; set; }

    /// <summary>The L2 penalty: how much of the parameter is added to its gradient.</summary>
    [SettingRange(0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(float parameter, float gradient, ref float momentumBuffer, float learningRate, int step, float momentum,
        float dampening, bool nesterov, float weightDecay, bool maximize)
    {
        if (maximize) gradient = -gradient;
        if (weightDecay != 0) gradient += weightDecay * parameter;
        if (momentum == 0) return parameter - learningRate * gradient;

        // Without dampening the first direction is the gradient by itself.
        if (dampening != 0 && step == 1) momentumBuffer = gradient;
        else momentumBuffer = momentum * momentumBuffer + (1 - dampening) * gradient;
        return parameter - learningRate * (nesterov ? gradient + momentum * momentumBuffer : momentumBuffer);
    }
}
