namespace ModelGen;

/// <summary>
/// Trains a model by RMSprop (Hinton's lecture 6e): g = gradient + WeightDecay p, s = Alpha s + (1 - Alpha) g², d = g / (sqrt s +
/// Epsilon), p -= LearningRate d. Centered takes the root of s - m² instead, m += (1 - Alpha)(g - m); with momentum b = Momentum b + d
/// takes the place of d. The defaults are PyTorch's. https://pytorch.org/docs/stable/generated/torch.optim.RMSprop.html
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed partial class RmsPropAttribute : Attribute
{
    /// <summary>The step size; the model's LearningRate changes it at run time.</summary>
    [SettingRange(0)]
    public double LearningRate { get; set; } = 1e-2;

    /// <summary>The decay of the mean of squared gradients.</summary>
    [SettingRange(0, 1)]
    public double Alpha { get; set; } = 0.99;

    /// <summary>Added to the root.</summary>
    [SettingRange(0)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>How much of the last direction stays.</summary>
    [SettingRange(0)]
    public double Momentum { get; set; }

    /// <summary>Whether to divide by the gradient's deviation about its mean instead of its size.</summary>
    public bool Centered { get; set; }

    /// <summary>The L2 penalty: how much of the parameter is added to its gradient.</summary>
    [SettingRange(0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(
        float parameter, float gradient, ref float squareAverage, ref float gradientAverage, ref float momentumBuffer, float learningRate,
        float alpha, float epsilon, float momentum, bool centered, float weightDecay, bool maximize)
    {
        if (maximize) gradient = -gradient;
        if (weightDecay != 0) gradient += weightDecay * parameter;
        squareAverage = alpha * squareAverage + (1 - alpha) * (gradient * gradient);
        var square = squareAverage;
        if (centered)
        {
            gradientAverage += (1 - alpha) * (gradient - gradientAverage);
            square -= gradientAverage * gradientAverage;
        }

        var direction = gradient / (MathF.Sqrt(square) + epsilon);
        if (momentum == 0) return parameter - learningRate * direction;
        momentumBuffer = momentum * momentumBuffer + direction;
        return parameter - learningRate * momentumBuffer;
    }
}
