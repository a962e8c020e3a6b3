using System.IO.Enumeration;

namespace ModelGen.Runtime;

/// <summary>Patterns of names: * stands for any characters, dots too, and ? for one. No name of C# has either.</summary>
internal static class NamePattern
{
    public static bool IsPattern(string text) => text.AsSpan().ContainsAny('*', '?');

    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
