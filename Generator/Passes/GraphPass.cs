using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes;

/// <summary>A pass, its name and why it stands where it does.</summary>
internal sealed record GraphPass(string Name, Func<Graph, Graph> Run, string Because);
