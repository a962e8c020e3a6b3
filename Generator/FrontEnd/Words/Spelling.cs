using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>Names as other libraries spell them: letters in any case, words parted by underscores.</summary>
internal static class Spelling
{
    /// <summary>A name without what spellings differ in.</summary>
    public static string Plain(string name) => name.Replace("_", "").ToLowerInvariant();

    /// <summary>The name among those known that is spelled otherwise; null where none is.</summary>
    /// <param name="name">What is written.</param>
    /// <param name="known">The names that there are.</param>
    public static string? Same(string name, IEnumerable<string> known)
    {
        var plain = Plain(name);
        return known.FirstOrDefault(other => Plain(other) == plain);
    }

    /// <summary>The name among those known that a slip of the pen makes of it; null where all are far from it.</summary>
    /// <param name="name">What is written.</param>
    /// <param name="known">The names that there are.</param>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var plain = Plain(name);
        var nearest = known.Select(other => (Name: other, Distance: EditDistance.Levenshtein(plain, Plain(other))))
            .OrderBy(other => other.Distance).ThenBy(other => other.Name, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(1, plain.Length / 3) ? nearest.Name : null;
    }
}
