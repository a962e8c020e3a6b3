using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Emit;

/// <summary>The files of a class; or why there are none, which is a fault of the compiler.</summary>
/// <param name="Name">The class.</param>
/// <param name="FullName">With what is around it: how the names of its files begin.</param>
internal sealed record ModelFiles(string Name, string FullName, EquatableArray<GeneratedFile> Files, string? Fault = null)
{
    /// <summary>The files by names that those of no other class have, ignoring case.</summary>
    /// <param name="alike">The full names that differ from another in case alone.</param>
    public IEnumerable<GeneratedFile> Apart(EquatableArray<string> alike)
        => alike.Contains(FullName)
            ? Files.Select(file => file with { HintName = $"{FullName}-{Mark(FullName)}{file.HintName.Substring(FullName.Length)}" })
            : Files;

    /// <summary>Those of some names that are the same but for case.</summary>
    public static EquatableArray<string> Alike(IEnumerable<string> names)
        => names.Distinct(StringComparer.Ordinal).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .SelectMany(group => group).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>Tells names apart whose letters differ in case: the places of their capitals.</summary>
    private static string Mark(string name)
        => string.Concat(name.Select((letter, place) => char.IsUpper(letter) ? IR.GraphText.Number(place) + "_" : "")).TrimEnd('_');
}
