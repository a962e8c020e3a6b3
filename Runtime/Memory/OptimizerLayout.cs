using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>An optimizer of a model: that of TrainStep, or of a training program.</summary>
/// <param name="Name">The name of the call that steps.</param>
/// <param name="LearningRate">Its first step size.</param>
/// <param name="LeastRate">The least step size that may be set.</param>
/// <param name="Groups">Its groups of parameters with settings of their own; null where there are none.</param>
/// <param name="Patterns">The parameters that it trains; null where it trains all.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record OptimizerLayout(string Name, double LearningRate, double LeastRate = double.NegativeInfinity,
    GroupLayout[]? Groups = null, string[]? Patterns = null);
