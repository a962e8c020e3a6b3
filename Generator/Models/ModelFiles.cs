using ModelGen.Generator.Emit;

namespace ModelGen.Generator.Models;

/// <summary>The files of a model; or why there are none, which is a fault of the compiler.</summary>
internal sealed record ModelFiles(string Name, EquatableArray<GeneratedFile> Files, string? Fault = null);
