using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// Instructions in execution order, each definition before its uses. <see cref="Results"/> are the values that leave.
/// </summary>
internal sealed record ScalarProgram(EquatableArray<ScalarInstruction> Instructions, EquatableArray<int> Results);
