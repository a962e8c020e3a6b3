using System.Runtime.CompilerServices;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Rules that the repository keeps: where Roslyn may be known, and what each diagnostic brings with it.</summary>
public class HouseTests
{
    private static readonly string[] RoslynRooms = ["FrontEnd/", "Models/", "Diagnostics/", "ModelGenerator.cs", "ModelAnalyzer.cs", "obj/",
        "bin/"];

    [Fact]
    public void OnlyTheFrontRoomsKnowRoslyn()
    {
        var root = Path.Combine(Root(), "Generator");
        var others = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !RoslynRooms.Any(room => path.StartsWith(room, StringComparison.Ordinal)));
        Assert.DoesNotContain(others,
            path => File.ReadAllText(Path.Combine(root, path)).Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    /// <summary>A body that is bound elsewhere would not be known to be what a spec was read from.</summary>
    [Fact]
    public void BodiesAreReadThroughOneDoor()
    {
        var others = Directory.GetFiles(Path.Combine(Root(), "Generator/FrontEnd"), "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != "SourceCode.cs").ToDictionary(path => path, File.ReadAllText);
        foreach (var call in new[] { "GetSemanticModel(", "GetOperation(", "GetConstantValue(" })
            Assert.DoesNotContain(others, file => file.Value.Contains(call, StringComparison.Ordinal));
    }

    [Fact]
    public void TheInitializersOfTheAttributeAreThoseOfTheGraph()
        => Assert.Equal(Enum.GetValues<InitializerKind>().Select(kind => ($"{kind}", (int)kind)),
            Enum.GetValues<ModelGen.Initializer>().Select(kind => ($"{kind}", (int)kind)));

    [Fact]
    public void EachDiagnosticHasReleaseRowDocumentationAndTest()
    {
        var rows = File.ReadAllText(Path.Combine(Root(), "Generator/AnalyzerReleases.Unshipped.md"));
        var docs = File.ReadAllLines(Path.Combine(Root(), "docs/diagnostics.md"));
        var tests = string.Concat(Directory.GetFiles(Path.Combine(Root(), "Generator.Tests/FrontEnd"), "Diagnostic*.cs")
            .Select(File.ReadAllText));
        foreach (var descriptor in Descriptors.All)
        {
            Assert.Contains($"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}", rows,
                StringComparison.Ordinal);
            Assert.Contains($"## {descriptor.Id}", docs);
            Assert.Contains($"\"{descriptor.Id}\"", tests, StringComparison.Ordinal);
            Assert.EndsWith($"docs/diagnostics.md#{descriptor.Id.ToLowerInvariant()}", descriptor.HelpLinkUri, StringComparison.Ordinal);
        }
    }

    private static string Root([CallerFilePath] string source = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../.."));
}
