namespace ModelGen;

/// <summary>
/// Trains a model by Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019): p -= LearningRate WeightDecay p, then a step as
/// <see cref="AdamAttribute"/>'s without its penalty. The defaults are PyTorch's.
/// https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed partial class AdamWAttribute : Attribute
{
    /// <summary>The step size; the model's LearningRate changes it at run time.</summary>
    [SettingRange(0)]
    public double LearningRate { get; set; } = 1e-3;

    /// <summary>The decay of the mean of gradients.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>The decay of the mean of squared gradients.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    [SettingRange(0)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>The share of a weight that decays with each step, times the learning rate.</summary>
    [SettingRange(0)]
    public double WeightDecay { get; set; } = 1e-2;

    /// <summary>Whether the largest second moment so far takes the place of the present one (Reddi, Kale and Kumar, ICLR 2018).</summary>
    public bool Amsgrad { get; set; }

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(
        float parameter, float gradient, ref float firstMoment, ref float secondMoment, ref float largestMoment, float learningRate,
        int step, float beta1, float beta2, float epsilon, float weightDecay, bool amsgrad, bool maximize)
    {
        if (maximize) gradient = -gradient;
        if (weightDecay != 0) parameter *= 1 - learningRate * weightDecay;
        return AdamAttribute.Step(parameter, gradient, ref firstMoment, ref secondMoment, ref largestMoment, learningRate, step, beta1,
            beta2, epsilon, amsgrad);
    }
}
