namespace ModelGen;

/// <summary>What one kernel of a model took while it was profiled.</summary>
/// <param name="Kernel">Its name, which is that of its emitted class.</param>
/// <param name="Operations">The operations that are fused in it, in the graph's words, such as <c>mat_mul add</c>.</param>
/// <param name="Launches">How often it ran.</param>
/// <param name="Time">All launches together; on a GPU from an empty queue to an empty queue.</param>
public readonly record struct KernelTime(string Kernel, string Operations, long Launches, TimeSpan Time);
