namespace ModelGen;

/// <summary>
/// Trains a model by Lion (Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023, algorithm 2), whose steps are of one
/// size for all numbers: u = sign(Beta1 m + (1 - Beta1) gradient), m = Beta2 m + (1 - Beta2) gradient, p -= LearningRate (u + WeightDecay
/// p). The defaults are the authors'; they advise a rate 3 to 10 times below AdamW's, and a decay as many times above.
/// https://arxiv.org/abs/2302.06675
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class)]
public sealed partial class LionAttribute : Attribute
{
    /// <summary>The step size; the model's LearningRate changes it at run time.</summary>
    [SettingRange(0)]
    public double LearningRate { get; set; } = 1e-4;

    /// <summary>How much of the mean of gradients counts beside the gradient for the direction.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>The decay of the mean of gradients.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double Beta2 { get; set; } = 0.99;

    /// <summary>The share of a weight that decays with each step, times the learning rate.</summary>
    [SettingRange(0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(float parameter, float gradient, ref float firstMoment, float learningRate, float beta1, float beta2,
        float weightDecay, bool maximize)
    {
        if (maximize) gradient = -gradient;
        if (weightDecay != 0) parameter *= 1 - learningRate * weightDecay;
        var direction = MathF.Sign(beta1 * firstMoment + (1 - beta1) * gradient);
        firstMoment = beta2 * firstMoment + (1 - beta2) * gradient;
        return parameter - learningRate * direction;
    }
}
