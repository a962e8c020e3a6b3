namespace ModelGen.Generator.Helpers;

/// <summary>Patterns of parameters' names: * stands for any characters, dots too, and ? for one.</summary>
internal static class NamePattern
{
    public static bool Matches(string pattern, string name)
    {
        var (at, next) = (0, 0);

        // Where the last * stands, and how far the name was read when it was met: it takes one character more each time the rest fails.
        var (star, taken) = (-1, 0);
        while (at < name.Length)
        {
            if (next < pattern.Length && pattern[next] == '*') (star, taken, next) = (next, at, next + 1);
            else if (next < pattern.Length && (pattern[next] == '?' || pattern[next] == name[at])) (at, next) = (at + 1, next + 1);
            else if (star >= 0) (taken, at, next) = (taken + 1, taken + 1, star + 1);
            else return false;
        }

        while (next < pattern.Length && pattern[next] == '*') next++;
        return next == pattern.Length;
    }
}
