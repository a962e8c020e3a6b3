namespace ModelGen;

/// <summary>
/// What the compiler made of a model, to be read: the graph as the class declares it, and the kernels of each call after fusion.
/// </summary>
/// <param name="Graph">Forward and Loss before any pass: a line an operation, such as <c>%4 = add %2 %3 : f32[N, 10]</c>.</param>
/// <param name="Kernels">The kernels of each call, in the order in which they run; those of a loop or branch stand once.</param>
public sealed record ModelPlan(string Graph, IReadOnlyList<PlannedKernel> Kernels);
