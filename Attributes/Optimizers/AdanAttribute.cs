namespace ModelGen;

/// <summary>
/// Trains a model by Adan (Xie et al., "Adan: Adaptive Nesterov Momentum Algorithm", IEEE TPAMI 2024, algorithm 1), Adam with Nesterov's
/// momentum from the differences of gradients: d = gradient - the one before, 0 at the first step, m = Beta1 m + (1 - Beta1) gradient,
/// v = Beta2 v + (1 - Beta2) d, n = Beta3 n + (1 - Beta3)(gradient + Beta2 d)², r = sqrt(n / (1 - Beta3^t)) + Epsilon, p = (p -
/// LearningRate (m / (1 - Beta1^t) + Beta2 v / (1 - Beta2^t)) / r) / (1 + LearningRate WeightDecay). The betas are those of the
/// authors' program, 1 minus the paper's, and so are the defaults. https://arxiv.org/abs/2208.06677
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class)]
public sealed partial class AdanAttribute : Attribute
{
    /// <summary>The step size; the model's LearningRate changes it at run time.</summary>
    [SettingRange(0)]
    public double LearningRate { get; set; } = 1e-3;

    /// <summary>The decay of the mean of gradients.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double Beta1 { get; set; } = 0.98;

    /// <summary>The decay of the mean of their differences.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double Beta2 { get; set; } = 0.92;

    /// <summary>The decay of the mean of squares.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double Beta3 { get; set; } = 0.99;

    /// <summary>Added to the root of the mean of squares.</summary>
    [SettingRange(0)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>How far a weight is drawn to 0 with each step, times the learning rate.</summary>
    [SettingRange(0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(float parameter, float gradient, ref float firstMoment, ref float differenceMoment,
        ref float secondMoment, ref float previousGradient, float learningRate, int step, float beta1, float beta2, float beta3,
        float epsilon, float weightDecay, bool maximize)
    {
        if (maximize) gradient = -gradient;
        var difference = step == 1 ? 0 : gradient - previousGradient;
        previousGradient = gradient;
        firstMoment = beta1 * firstMoment + (1 - beta1) * gradient;
        differenceMoment = beta2 * differenceMoment + (1 - beta2) * difference;
        var ahead = gradient + beta2 * difference;
        secondMoment = beta3 * secondMoment + (1 - beta3) * (ahead * ahead);
        var root = MathF.Sqrt(secondMoment) / MathF.Sqrt(1 - MathF.Pow(beta3, step)) + epsilon;
        parameter -= learningRate / (1 - MathF.Pow(beta1, step)) * (firstMoment / root);
        parameter -= learningRate * beta2 / (1 - MathF.Pow(beta2, step)) * (differenceMoment / root);
        return weightDecay == 0 ? parameter : parameter / (1 + learningRate * weightDecay);
    }
}
