namespace ModelGen;

/// <summary>
/// Trains a model by resilient backpropagation (Riedmiller and Braun, ICNN 1993), which follows the signs of gradients of whole data sets:
/// s, which starts as LearningRate, is multiplied by EtaPlus where the gradient has the sign that it had before, and by EtaMinus where it
/// has the other, within its bounds; p -= s sign(gradient), but p stays where the sign has changed, and the next step compares with 0
/// there. The defaults are PyTorch's. https://pytorch.org/docs/stable/generated/torch.optim.Rprop.html
/// </summary>
[Optimizer]
[AttributeUsage(AttributeTargets.Class)]
public sealed partial class RpropAttribute : Attribute
{
    /// <summary>The first step size of each number; what the model's LearningRate becomes later does not count.</summary>
    [SettingRange(0)]
    public double LearningRate { get; set; } = 1e-2;

    /// <summary>What a step size is multiplied by where the gradient changes its sign.</summary>
    [SettingRange(0, 1, ExcludesMaximum = true)]
    public double EtaMinus { get; set; } = 0.5;

    /// <summary>What a step size is multiplied by where the gradient keeps its sign.</summary>
    [SettingRange(1)]
    public double EtaPlus { get; set; } = 1.2;

    /// <summary>The least step size.</summary>
    [SettingRange(0)]
    public double MinimumStepSize { get; set; } = 1e-6;

    /// <summary>The largest step size.</summary>
    [SettingRange(0)]
    public double MaximumStepSize { get; set; } = 50;

    /// <summary>Whether the loss is made as large as possible instead of as small: each gradient is negated first.</summary>
    public bool Maximize { get; set; }

    internal static float Update(float parameter, float gradient, ref float previousGradient, ref float stepSize, float learningRate,
        float etaMinus, float etaPlus, float minimumStepSize, float maximumStepSize, bool maximize)
    {
        if (maximize) gradient = -gradient;
        if (stepSize == 0) stepSize = learningRate;
        var agreement = gradient * previousGradient;
        var factor = agreement > 0 ? etaPlus : agreement < 0 ? etaMinus : 1;
        stepSize = MathF.Min(MathF.Max(stepSize * factor, minimumStepSize), maximumStepSize);
        if (agreement < 0) gradient = 0;
        previousGradient = gradient;
        return parameter - MathF.Sign(gradient) * stepSize;
    }
}
