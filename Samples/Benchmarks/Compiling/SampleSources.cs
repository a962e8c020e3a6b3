using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Benchmarks.Compiling;

/// <summary>The sources of all samples, which this program carries, as compilations: what the generator is given in a build.</summary>
internal static class SampleSources
{
    private const string Prefix = "Samples/";

    // What ImplicitUsings adds to a project.
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using "
            + "System.Threading; global using System.Threading.Tasks;";

    private static readonly Lazy<MetadataReference[]> References =
        new(() => [.. Libraries().Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>How the sources are read.</summary>
    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.Latest);

    /// <summary>The folders below Samples.</summary>
    public static IReadOnlyList<string> Projects
        => [.. Names().Select(name => name[Prefix.Length..name.IndexOf('/', Prefix.Length)]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A sample's sources with all libraries that this program has.</summary>
    public static CSharpCompilation Compilation(string project)
    {
        var trees = Names().Where(name => name.StartsWith($"{Prefix}{project}/", StringComparison.Ordinal))
            .Select(name => CSharpSyntaxTree.ParseText(Text(name), Parsing, name));
        return CSharpCompilation.Create(project, [CSharpSyntaxTree.ParseText(Usings, Parsing), .. trees], References.Value,
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static IEnumerable<string> Names()
        => typeof(SampleSources).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(SampleSources).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    // Neither this program, whose models the sources define, nor the generator, which a build does not reference.
    private static IEnumerable<string> Libraries()
        => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("Benchmarks.dll" or "ModelGen.Generator.dll"));
}
