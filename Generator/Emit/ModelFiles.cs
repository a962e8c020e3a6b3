using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Emit;

/// <summary>The files of a class; or why there are none, which is a fault of the compiler.</summary>
/// <param name="Name">The class.</param>
/// <param name="FullName">With what is around it: how the names of its files begin.</param>
internal sealed record ModelFiles(string Name, string FullName, EquatableArray<GeneratedFile> Files, string? Fault = null)
{
    /// <summary>The files by names that those of no other class have, ignoring case.</summary>
    /// <param name="alike">The full names that differ from another in case alone.</param>
    public IEnumerable<GeneratedFile> WithDistinctNames(EquatableArray<string> alike)
        => alike.Contains(FullName)
            ? Files.Select(file =>
                file with { HintName = $"{FullName}-{CapitalPositions(FullName)}{file.HintName.Substring(FullName.Length)}" })
            : Files;

    /// <summary>Those of some names that are the same but for case.</summary>
    public static EquatableArray<string> Alike(IEnumerable<string> names)
        => names.Distinct(StringComparer.Ordinal).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .SelectMany(group => group).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>A suffix that distinguishes names that differ in case alone: the positions of their capitals.</summary>
    private static string CapitalPositions(string name)
        => string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? IR.GraphText.Number(index) + "_" : "")).TrimEnd('_');
}
