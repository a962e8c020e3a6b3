namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>Levenshtein's distance, letters compared without case: how many must be put in, taken out or changed.</summary>
internal static class EditDistance
{
    public static int Levenshtein(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var row = 1; row <= a.Length; row++)
        {
            var current = new int[b.Length + 1];
            current[0] = row;
            for (var column = 1; column <= b.Length; column++)
            {
                var change = char.ToLowerInvariant(a[row - 1]) == char.ToLowerInvariant(b[column - 1]) ? 0 : 1;
                current[column] = Math.Min(Math.Min(previous[column], current[column - 1]) + 1, previous[column - 1] + change);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
