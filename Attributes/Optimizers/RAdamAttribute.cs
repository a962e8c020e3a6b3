namespace ModelGen;

/// <summary>
/// Trains a model by RAdam (Liu et al., ICLR 2020), Adam whose step is damped until the second moment is known well: m and v as
/// <see cref="AdamAttribute"/>'s, d = m / (1 - Beta1^t), q = 2 / (1 - Beta2) - 1, u = q - 2 t Beta2^t / (1 - Beta2^t); where u is above 5,
/// p -= LearningRate d sqrt(1 - Beta2^t) / (sqrt v + Epsilon) sqrt((u - 4)(u - 2) q / ((q - 4)(q - 2) u)), else p -= LearningRate d. The
/// defaults are PyTorch's. https://pytorch.org/docs/stable/generated/torch.optim.RAdam.html
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed partial class RAdamAttribute : Attribute
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

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(float parameter, float gradient, ref float firstMoment, ref float secondMoment, float learningRate,
        int step, float beta1, float beta2, float epsilon, float weightDecay, bool maximize)
    {
        if (maximize) gradient = -gradient;
        if (weightDecay != 0) gradient += weightDecay * parameter;
        firstMoment = beta1 * firstMoment + (1 - beta1) * gradient;
        secondMoment = beta2 * secondMoment + (1 - beta2) * (gradient * gradient);
        var power = MathF.Pow(beta2, step);
        var longest = 2 / (1 - beta2) - 1;
        var length = longest - 2 * step * power / (1 - power);
        var direction = firstMoment * (learningRate / (1 - MathF.Pow(beta1, step)));
        if (length <= 5) return parameter - direction;
        var rectification = MathF.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
        return parameter - direction * (rectification * MathF.Sqrt(1 - power) / (MathF.Sqrt(secondMoment) + epsilon));
    }
}
