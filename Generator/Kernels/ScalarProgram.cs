using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// Instructions in the order of computation, each used value before its user. <see cref="Results"/> are the values that leave.
/// </summary>
internal sealed record ScalarProgram(EquatableArray<ScalarInstruction> Instructions, EquatableArray<int> Results);
