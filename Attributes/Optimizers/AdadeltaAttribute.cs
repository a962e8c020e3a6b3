namespace ModelGen;

/// <summary>
/// Trains a model by Adadelta (Zeiler, 2012): g = gradient + WeightDecay p, s = Rho s + (1 - Rho) g², d = sqrt(u + Epsilon) / sqrt(s +
/// Epsilon) g, u = Rho u + (1 - Rho) d², p -= LearningRate d. The defaults are PyTorch's.
/// https://pytorch.org/docs/stable/generated/torch.optim.Adadelta.html
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed partial class AdadeltaAttribute : Attribute
{
    /// <summary>The share of each step that is taken; the model's LearningRate changes it at run time.</summary>
    [SettingRange(0)]
    public double LearningRate { get; set; } = 1;

    /// <summary>The decay of the means of squared gradients and squared steps.</summary>
    [SettingRange(0, 1)]
    public double Rho { get; set; } = 0.9;

    /// <summary>Added below both roots.</summary>
    [SettingRange(0)]
    public double Epsilon { get; set; } = 1e-6;

    /// <summary>The L2 penalty: how much of the parameter is added to its gradient.</summary>
    [SettingRange(0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(float parameter, float gradient, ref float squareAverage, ref float stepAverage, float learningRate,
        float rho, float epsilon, float weightDecay, bool maximize)
    {
        if (maximize) gradient = -gradient;
        if (weightDecay != 0) gradient += weightDecay * parameter;
        squareAverage = rho * squareAverage + (1 - rho) * (gradient * gradient);
        var step = MathF.Sqrt(stepAverage + epsilon) / MathF.Sqrt(squareAverage + epsilon) * gradient;
        stepAverage = rho * stepAverage + (1 - rho) * (step * step);
        return parameter - learningRate * step;
    }
}
