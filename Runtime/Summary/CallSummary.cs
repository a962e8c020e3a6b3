namespace ModelGen;

/// <summary>What one call of a model runs.</summary>
/// <param name="Call">The call: Predict, Evaluate, TrainStep or Gradients.</param>
/// <param name="Kernels">How many kernels it launches; those of a loop or a branch count once.</param>
/// <param name="Bytes">The memory for what lies between kernels; null while it depends on sizes that are not given.</param>
public readonly record struct CallSummary(string Call, int Kernels, long? Bytes);
