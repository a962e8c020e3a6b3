namespace ModelGen.Generator.IR;

/// <summary>An argument that would let shapes meet which do not.</summary>
/// <param name="Parameter">The parameter of the operation, or of the constructor of the module that is called.</param>
/// <param name="Value">What it would be given.</param>
internal sealed record BetterArgument(string Parameter, string Value);
