namespace ModelGen.Generator.Models;

/// <summary>Which optimizer a model uses and its constants; the defaults are PyTorch's.</summary>
internal sealed record OptimizerSpec(OptimizerKind Kind)
{
    public double LearningRate { get; init; } = 1e-3;

    public double Momentum { get; init; }

    public double Dampening { get; init; }

    public bool Nesterov { get; init; }

    public double WeightDecay { get; init; } = Kind == OptimizerKind.AdamW ? 1e-2 : 0;

    public double Beta1 { get; init; } = 0.9;

    public double Beta2 { get; init; } = 0.999;

    public double Epsilon { get; init; } = 1e-8;
}

/// <summary>The update rules that <see cref="Passes.OptimizerStep"/> knows.</summary>
internal enum OptimizerKind
{
    Sgd,
    Adam,
    AdamW,
}
