using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Specs;

/// <summary>
/// Where the expressions of a model stand now. It is no part of the spec: moved code is the same code, and alone its text is written anew.
/// </summary>
/// <param name="Model">The model's full name.</param>
/// <param name="Lines">The place of each of its expressions.</param>
internal sealed record SourceLines(string Model, EquatableArray<SourceLine> Lines);

/// <summary>The place of an expression: lines and columns count from 1, and the end is behind it.</summary>
/// <param name="Key">Tells the expression from the others of the model.</param>
/// <param name="Path">Its file, as the compiler has it.</param>
internal sealed record SourceLine(string Key, string Path, int Line, int Column, int EndLine, int EndColumn);
