namespace ModelGen.Tests.Models;

/// <summary>
/// An optimizer of the user's own: Lion (Chen et al., 2023), p -= rate (sign(Beta1 m + (1 - Beta1) g) + WeightDecay p), m = Beta2 m + (1 -
/// Beta2) g. https://arxiv.org/abs/2302.06675
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class)]
public sealed partial class LionAttribute : Attribute
{
    public double LearningRate { get; set; } = 1e-4;

    public double Beta1 { get; set; } = 0.9;

    public double Beta2 { get; set; } = 0.99;

    public double WeightDecay { get; set; }

    internal static float Update(float parameter, float gradient, ref float momentum, float learningRate, float beta1, float beta2,
        float weightDecay)
    {
        var direction = MathF.Sign(beta1 * momentum + (1 - beta1) * gradient);
        momentum = beta2 * momentum + (1 - beta2) * gradient;
        if (weightDecay != 0) parameter *= 1 - learningRate * weightDecay;
        return parameter - learningRate * direction;
    }
}
