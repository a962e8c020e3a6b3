using System.IO.Enumeration;
using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Tests.IR;

/// <summary>Patterns of names mean to the compiler what they mean to the runtime.</summary>
public class NamePatternTests
{
    private static readonly string[] Letters = ["a", "b", ".", "*", "?"];

    [Fact]
    public void AllShortPatternsMatchAsTheRuntimes()
    {
        var texts = Texts(4).Where(text => text.Length > 0).ToList();
        foreach (var pattern in texts)
        {
            foreach (var name in texts.Where(text => !text.Contains('*') && !text.Contains('?')))
                Assert.True(FileSystemName.MatchesSimpleExpression(pattern, name, false) == NamePattern.Matches(pattern, name),
                    $"{pattern} {name}");
        }
    }

    private static IEnumerable<string> Texts(int length)
    {
        if (length == 0) return [""];
        var shorter = Texts(length - 1).ToList();
        return shorter.SelectMany(text => Letters.Select(letter => text + letter)).Concat(shorter).Distinct();
    }
}
