namespace ModelGen;

/// <summary>
/// Trains a model by Adagrad (Duchi, Hazan and Singer, JMLR 2011): g = gradient + WeightDecay p, s += g², p -= LearningRate / (1 + (t - 1)
/// LearningRateDecay) g / (sqrt s + Epsilon); s starts as InitialAccumulator. The defaults are PyTorch's.
/// https://pytorch.org/docs/stable/generated/torch.optim.Adagrad.html
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed partial class AdagradAttribute : Attribute
{
    /// <summary>The step size; the model's LearningRate changes it at run time.</summary>
    [SettingRange(0)]
    public double LearningRate { get; set; } = 1e-2;

    /// <summary>How fast the step size falls with the number of steps.</summary>
    [SettingRange(0)]
    public double LearningRateDecay { get; set; }

    /// <summary>What the sum of squared gradients starts from.</summary>
    [SettingRange(0)]
    public double InitialAccumulator { get; set; }

    /// <summary>Added to the root of the sum.</summary>
    [SettingRange(0)]
    public double Epsilon { get; set; } = 1e-10;

    /// <summary>The L2 penalty: how much of the parameter is added to its gradient.</summary>
    [SettingRange(0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(float parameter, float gradient, ref float sum, float learningRate, int step, float learningRateDecay,
        float initialAccumulator, float epsilon, float weightDecay, bool maximize)
    {
        if (maximize) gradient = -gradient;
        if (weightDecay != 0) gradient += weightDecay * parameter;
        if (initialAccumulator != 0 && step == 1) sum = initialAccumulator;
        sum += gradient * gradient;
        var rate = learningRateDecay == 0 ? learningRate : learningRate / (1 + (step - 1) * learningRateDecay);
        return parameter - rate * (gradient / (MathF.Sqrt(sum) + epsilon));
    }
}
