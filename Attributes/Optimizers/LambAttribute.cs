namespace ModelGen;

/// <summary>
/// Trains a model by Lamb (You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes", ICLR 2020, algorithm 2):
/// m and v as <see cref="AdamAttribute"/>'s, u = m / (1 - Beta1^t) / (sqrt(v / (1 - Beta2^t)) + Epsilon) + WeightDecay p, p -= LearningRate
/// |p| / |u| u, with the norms of the whole parameter; where one of them is 0 their quotient is 1. The paper's function of |p| is |p|
/// itself. The defaults are the authors', but for WeightDecay, which was 0.01 for BERT. https://arxiv.org/abs/1904.00962
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class)]
public sealed partial class LambAttribute : Attribute
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
    public double Epsilon { get; set; } = 1e-6;

    /// <summary>How much of the parameter is added to the direction, before its norm is taken.</summary>
    [SettingRange(0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(float parameter, float gradient, ref float firstMoment, ref float secondMoment, float learningRate,
        int step, float beta1, float beta2, float epsilon, float weightDecay, bool maximize)
    {
        if (maximize) gradient = -gradient;
        firstMoment = beta1 * firstMoment + (1 - beta1) * gradient;
        secondMoment = beta2 * secondMoment + (1 - beta2) * (gradient * gradient);
        var root = MathF.Sqrt(secondMoment) / MathF.Sqrt(1 - MathF.Pow(beta2, step)) + epsilon;
        var direction = firstMoment / (1 - MathF.Pow(beta1, step)) / root;
        if (weightDecay != 0) direction += weightDecay * parameter;
        var size = WholeParameter.Norm(parameter);
        var length = WholeParameter.Norm(direction);
        var trust = size > 0 && length > 0 ? size / length : 1;
        return parameter - learningRate * trust * direction;
    }
}
