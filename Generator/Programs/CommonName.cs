using ModelGen.Generator.IR;

namespace ModelGen.Generator.Programs;

/// <summary>One name for what has several: the words that all of them have, in their order, from the first that is no number.</summary>
internal static class CommonName
{
    /// <param name="names">Names in camel or Pascal case, at least one.</param>
    /// <param name="ending">Stands at the end where not all end with the same word; null where nothing must.</param>
    /// <returns>Null where they have no word in common.</returns>
    public static string? Of(IReadOnlyCollection<string> names, string? ending = null)
    {
        if (names.Count == 1) return names.First();
        var words = names.Select(Words).ToList();
        var common = words.Aggregate(Shared).SkipWhile(word => char.IsDigit(word[0])).ToList();
        if (common.Count == 0) return null;
        var text = string.Concat(common);
        return ending is null || words.TrueForAll(name => name[^1] == common[^1]) ? text : text + ending;
    }

    /// <summary>The longest sequence of words that two names have.</summary>
    private static List<string> Shared(List<string> left, List<string> right)
    {
        var longest = new List<string>[left.Count + 1, right.Count + 1];
        for (var i = 0; i <= left.Count; i++)
        {
            for (var j = 0; j <= right.Count; j++)
            {
                longest[i, j] = i == 0 || j == 0 ? []
                    : left[i - 1] == right[j - 1] ? [.. longest[i - 1, j - 1], left[i - 1]]
                    : longest[i - 1, j].Count >= longest[i, j - 1].Count ? longest[i - 1, j] : longest[i, j - 1];
            }
        }

        return longest[left.Count, right.Count];
    }

    /// <summary>Words begin with capitals; a number is a word of its own.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var text = ValueNames.Pascal(name);
        for (var (start, end) = (0, 1); start < text.Length; end++)
        {
            if (end < text.Length && !char.IsUpper(text[end]) && char.IsDigit(text[end]) == char.IsDigit(text[end - 1])) continue;
            words.Add(text.Substring(start, end - start));
            start = end;
        }

        return words;
    }
}
