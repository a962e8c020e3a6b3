using System.Runtime.CompilerServices;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.House;

/// <summary>Rules that the repository keeps: where Roslyn may be known, and what each diagnostic brings with it.</summary>
public class HouseTests
{
    private const int Widest = 140;

    private static readonly string[] RoslynRooms = ["FrontEnd/", "Diagnostics/", "ModelGenerator.cs", "ModelAnalyzer.cs",
        "TrainingNotes.cs"];

    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = Folder();

    [Fact]
    public void OnlyTheFrontRoomsKnowRoslyn()
    {
        var others = Rooms.Files(Path.Combine(Root, "Generator"),
            path => !RoslynRooms.Any(room => path.StartsWith(room, StringComparison.Ordinal)));
        Assert.DoesNotContain(others, file => file.Value.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        // A graph can come from a file too: the table of operations knows nothing of C#.
        Assert.Contains("Operations/TensorMethods.cs", others.Keys);
    }

    /// <summary>Emitted files alone may be wider.</summary>
    [Fact]
    public void NoLineIsWiderThanTheEyeScans()
    {
        string[] folders = ["Attributes", "Generator", "Generator.Tests", "Runtime", "Runtime.Tests", "Training", "Training.Tests",
            "Samples", "Packages", "build"];
        var wide = folders.SelectMany(folder => Rooms.Files(Path.Combine(Root, folder), path => !IsMade(path))
            .Select(file => (Path: $"{folder}/{file.Key}", Lines: file.Value.Split('\n').Where(line => line.Length > Widest))));
        Assert.Empty(wide.SelectMany(file => file.Lines.Select(line => $"{file.Path}: {line}")));

        static bool IsMade(string path)
            => path.Contains("/obj/") || path.Contains("/bin/") || path.Contains(".verified.") || path.Contains(".received.");
    }

    /// <summary>A body that is bound elsewhere would not be known to be what a spec was read from.</summary>
    [Fact]
    public void BodiesAreReadThroughOneDoor()
    {
        var others = Directory.GetFiles(Path.Combine(Root, "Generator/FrontEnd"), "*.cs", SearchOption.AllDirectories)
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
        var rows = File.ReadAllText(Path.Combine(Root, "Generator/AnalyzerReleases.Unshipped.md"));
        var docs = File.ReadAllLines(Path.Combine(Root, "docs/diagnostics.md"));
        var tests = string.Concat(Directory.GetFiles(Path.Combine(Root, "Generator.Tests/FrontEnd"), "Diagnostic*.cs")
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

    private static string Folder([CallerFilePath] string source = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../.."));
}
