using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Programs;

/// <summary>Is told of a call's graph: as it was before all passes, with no pass, and after each.</summary>
internal delegate void PassLog(ProgramKind call, string? pass, Graph graph);
