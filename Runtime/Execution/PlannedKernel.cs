namespace ModelGen;

/// <summary>A kernel in the plan of a call.</summary>
/// <param name="Call">The call: Predict, Evaluate, TrainStep or Gradients.</param>
/// <param name="Kernel">Its name, which is that of its emitted class.</param>
/// <param name="Operations">The operations that are fused in it, in the graph's words, such as <c>mat_mul add</c>.</param>
public readonly record struct PlannedKernel(string Call, string Kernel, string Operations);
