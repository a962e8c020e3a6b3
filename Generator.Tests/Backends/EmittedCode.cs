using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>Compiles C# in memory against what the tests themselves run with.</summary>
internal static class EmittedCode
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    public static IReadOnlyList<MetadataReference> References { get; } = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Concat(Directory.GetFiles(AppContext.BaseDirectory, "ModelGen.Runtime*.dll"))
        .Concat(Directory.GetFiles(AppContext.BaseDirectory, "ModelGen.Attributes.dll"))
        .Where(path => !path.EndsWith("ModelGen.Generator.dll", StringComparison.Ordinal)).DistinctBy(Path.GetFileName)
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).ToList();

    public static CSharpCompilation Compilation(string name, IEnumerable<(string Path, string Text)> files)
        => CSharpCompilation.Create(
            name,
            files.Select(file => CSharpSyntaxTree.ParseText(file.Text, Parsing, file.Path))
                .Prepend(CSharpSyntaxTree.ParseText("global using System;", Parsing)),
            References,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));

    public static Assembly Load(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .OrderByDescending(diagnostic => diagnostic.Severity).Take(5).Select(diagnostic => $"{diagnostic}\n{Around(diagnostic)}");
        Assert.True(result.Success, string.Join("\n", errors));
        return Assembly.Load(stream.ToArray());
    }

    private static string Around(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree) return "";
        var lines = tree.GetText().Lines;
        var line = diagnostic.Location.GetLineSpan().StartLinePosition.Line;
        return string.Join("\n", lines.Skip(Math.Max(line - 4, 0)).Take(8));
    }
}
