namespace ModelGen;

/// <summary>Trains a model by stochastic gradient descent. https://pytorch.org/docs/stable/generated/torch.optim.SGD.html</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SgdAttribute : Attribute
{
    /// <summary>The step size; the model's LearningRate changes it at run time.</summary>
    public double LearningRate { get; set; } = 1e-3;


    /// <summary>How much of the last direction stays.</summary>
    public double Momentum { get; set; }

    /// <summary>What is taken from the gradient that momentum adds.</summary>
    public double Dampening { get; set; }

    /// <summary>Whether to look ahead along the momentum.</summary>
    public bool Nesterov { get; set; }

    /// <summary>The L2 penalty.</summary>
    public double WeightDecay { get; set; }
}
