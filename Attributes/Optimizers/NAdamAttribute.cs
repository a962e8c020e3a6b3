namespace ModelGen;

/// <summary>
/// Trains a model by NAdam (Dozat, ICLR 2016 workshop), Adam with Nesterov's momentum: g = gradient + WeightDecay p, m and v as
/// <see cref="AdamAttribute"/>'s, a_t = Beta1 (1 - 0.96^(t MomentumDecay) / 2), c = 1 - a_1 a_2 ... a_t, d = 1 - a_1 a_2 ... a_(t + 1),
/// p -= LearningRate ((1 - a_t) / c g + a_(t + 1) / d m) / (sqrt(v / (1 - Beta2^t)) + Epsilon). c is one number for each parameter. The
/// defaults are PyTorch's. https://pytorch.org/docs/stable/generated/torch.optim.NAdam.html
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class)]
public sealed partial class NAdamAttribute : Attribute
{
    /// <summary>The step size; the model's LearningRate changes it at run time.</summary>
    [SettingRange(0)]
    public double LearningRate { get; set; } = 2e-3;

    /// <summary>The decay of the mean of gradients.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>The decay of the mean of squared gradients.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    [SettingRange(0)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>How fast the momentum rises from half of Beta1 to Beta1.</summary>
    [SettingRange(0)]
    public double MomentumDecay { get; set; } = 4e-3;

    /// <summary>The L2 penalty: how much of the parameter is added to its gradient.</summary>
    [SettingRange(0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(float parameter, float gradient, ref float firstMoment, ref float secondMoment, ref float correction,
        float learningRate, int step, float beta1, float beta2, float epsilon, float weightDecay, float momentumDecay, bool maximize)
    {
        if (maximize) gradient = -gradient;
        if (weightDecay != 0) gradient += weightDecay * parameter;
        firstMoment = beta1 * firstMoment + (1 - beta1) * gradient;
        secondMoment = beta2 * secondMoment + (1 - beta2) * (gradient * gradient);
        var momentum = beta1 * (1 - 0.5f * MathF.Pow(0.96f, step * momentumDecay));
        var next = beta1 * (1 - 0.5f * MathF.Pow(0.96f, (step + 1) * momentumDecay));

        // What is left of 1 after all momenta so far: it starts as the 0 of every state, and loses no digits where they are near 1.
        correction = momentum * correction + (1 - momentum);
        var root = MathF.Sqrt(secondMoment / (1 - MathF.Pow(beta2, step))) + epsilon;
        parameter -= learningRate * (1 - momentum) / correction * (gradient / root);
        return parameter - learningRate * next / (next * correction + (1 - next)) * (firstMoment / root);
    }
}
