using System.Runtime.CompilerServices;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>The pages of docs show code that a test runs.</summary>
public class GuideTests
{
    [Theory]
    [InlineData("docs/training.md", "Runtime.Tests/Training/GuideTests.cs")]
    [InlineData("docs/data.md", "Training.Tests/Data/GuideTests.cs")]
    [InlineData("docs/metrics.md", "Training.Tests/Metrics/GuideTests.cs")]
    [InlineData("docs/checkpoints.md", "Runtime.Tests/Training/CheckpointGuideTests.cs")]
    [InlineData("docs/serving.md", "Runtime.Tests/Serving/GuideTests.cs")]
    public void EachLineStandsInTheTest(string page, string test)
    {
        var own = File.ReadAllLines(Path.Combine(Root(), test)).Select(Plain).ToHashSet();
        var isCode = false;
        var shown = new List<string>();
        foreach (var line in File.ReadAllLines(Path.Combine(Root(), page)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) isCode = line == "```csharp";
            else if (isCode) shown.Add(Plain(line));
        }

        Assert.True(shown.Count > 20, $"{page} shows {shown.Count} lines");
        Assert.All(shown, line => Assert.Contains(line, own));
    }

    // A test keeps its files in a folder of its own.
    private static string Plain(string line) => line.Trim().Replace("(folder[", "(", StringComparison.Ordinal)
        .Replace("])", ")", StringComparison.Ordinal).Replace("\"],", "\",", StringComparison.Ordinal);

    private static string Root([CallerFilePath] string source = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../.."));
}
