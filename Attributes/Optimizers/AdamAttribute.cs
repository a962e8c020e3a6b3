namespace ModelGen;

/// <summary>
/// Trains a model by Adam (Kingma and Ba, ICLR 2015): g = gradient + WeightDecay p, m = Beta1 m + (1 - Beta1) g, v = Beta2 v + (1 - Beta2)
/// g², p -= LearningRate m / (1 - Beta1^t) / (sqrt(v / (1 - Beta2^t)) + Epsilon). The defaults are PyTorch's.
/// https://pytorch.org/docs/stable/generated/torch.optim.Adam.html
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed partial class AdamAttribute : Attribute
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

    /// <summary>The L2 penalty: how much of the parameter is added to its gradient.</summary>
    [SettingRange(0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the largest second moment so far takes the place of the present one (Reddi, Kale and Kumar, ICLR 2018).</summary>
    public bool Amsgrad { get; set; }

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(
        float parameter, float gradient, ref float firstMoment, ref float secondMoment, ref float largestMoment, float learningRate,
        int step, float beta1, float beta2, float epsilon, float weightDecay, bool amsgrad, bool maximize)
    {
        if (maximize) gradient = -gradient;
        if (weightDecay != 0) gradient += weightDecay * parameter;
        return Step(parameter, gradient, ref firstMoment, ref secondMoment, ref largestMoment, learningRate, step, beta1, beta2, epsilon,
            amsgrad);
    }

    internal static float Step(
        float parameter, float gradient, ref float firstMoment, ref float secondMoment, ref float largestMoment, float learningRate,
        int step, float beta1, float beta2, float epsilon, bool amsgrad)
    {
        firstMoment = beta1 * firstMoment + (1 - beta1) * gradient;
        secondMoment = beta2 * secondMoment + (1 - beta2) * (gradient * gradient);
        var stepSize = learningRate / (1 - MathF.Pow(beta1, step));
        if (amsgrad) largestMoment = MathF.Max(largestMoment, secondMoment);
        var root = MathF.Sqrt(amsgrad ? largestMoment : secondMoment) / MathF.Sqrt(1 - MathF.Pow(beta2, step));
        var change = stepSize * firstMoment / (root + epsilon);
        return parameter - change;
    }
}
