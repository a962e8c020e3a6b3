namespace ModelGen;

/// <summary>
/// Trains a model by Adamax (Kingma and Ba, ICLR 2015), Adam with the largest gradient in the place of the second moment: g = gradient +
/// WeightDecay p, m = Beta1 m + (1 - Beta1) g, u = max(Beta2 u, |g| + Epsilon), p -= LearningRate / (1 - Beta1^t) m / u. The defaults are
/// PyTorch's. https://pytorch.org/docs/stable/generated/torch.optim.Adamax.html
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed partial class AdamaxAttribute : Attribute
{
    /// <summary>The step size; the model's LearningRate changes it at run time.</summary>
    [SettingRange(0)]
    public double LearningRate { get; set; } = 2e-3;

    /// <summary>The decay of the mean of gradients.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>The decay of the largest gradient.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>Added to the size of each gradient.</summary>
    [SettingRange(0)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>The L2 penalty: how much of the parameter is added to its gradient.</summary>
    [SettingRange(0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(float parameter, float gradient, ref float firstMoment, ref float largest, float learningRate, int step,
        float beta1, float beta2, float epsilon, float weightDecay, bool maximize)
    {
        if (maximize) gradient = -gradient;
        if (weightDecay != 0) gradient += weightDecay * parameter;
        firstMoment = beta1 * firstMoment + (1 - beta1) * gradient;
        largest = MathF.Max(beta2 * largest, MathF.Abs(gradient) + epsilon);
        return parameter - learningRate / (1 - MathF.Pow(beta1, step)) * (firstMoment / largest);
    }
}
