using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>A half-open range of an axis.</summary>
/// <param name="IsKept">Whether the piece has the axis; an index takes it away.</param>
internal sealed record AxisRange(Dim Start, Dim End, bool IsKept);
