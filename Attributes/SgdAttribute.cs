namespace ModelGen;

/// <summary>
/// Trains a model by stochastic gradient descent: g = gradient + WeightDecay p, b = Momentum b + (1 - Dampening) g, but b = g at the first step
/// and without momentum, p -= LearningRate b; with Nesterov p -= LearningRate (g + Momentum b). The defaults are PyTorch's.
/// https://pytorch.org/docs/stable/generated/torch.optim.SGD.html
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SgdAttribute : Attribute
{
    /// <summary>The step size; the model's LearningRate changes it at run time.</summary>
    public double LearningRate { get; set; } = 1e-3;

    /// <summary>How much of the last direction stays.</summary>
    public double Momentum { get; set; }

    /// <summary>The share of the gradient that momentum leaves out.</summary>
    public double Dampening { get; set; }

    /// <summary>Whether to look ahead along the momentum.</summary>
    public bool Nesterov { get; set; }

    /// <summary>The L2 penalty: how much of the parameter is added to its gradient.</summary>
    public double WeightDecay { get; set; }
}
