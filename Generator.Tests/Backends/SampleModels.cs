using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.Emit;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.FrontEnd;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>The models of the samples, read from the samples' files.</summary>
internal static class SampleModels
{
    private static readonly Lazy<IReadOnlyList<ModelSpec>> Specs = new(() => [.. Projects().SelectMany(Read)]);

    /// <summary>The specs of all of them.</summary>
    public static IReadOnlyList<ModelSpec> All => Specs.Value;

    /// <summary>What is emitted of a model for the processor.</summary>
    public static IReadOnlyList<GeneratedFile> Files(ModelSpec spec)
        => [.. ModelEmission.Files(spec, [Evaluation.AllTargets.Single(target => target.Name == "Cpu")])];

    private static IEnumerable<string> Projects([CallerFilePath] string source = "")
        => Directory.GetFiles(Path.Combine(Path.GetDirectoryName(source)!, "../../Samples"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetDirectoryName(project)!).Order(StringComparer.Ordinal);

    private static IEnumerable<ModelSpec> Read(string folder)
    {
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("\\obj\\", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(file => (file, File.ReadAllText(file)));
        var compilation = EmittedCode.Compilation("Sample", [("usings.cs", SourceProgram.Usings), .. files]);
        return compilation.SyntaxTrees.SelectMany(tree => Models(compilation, tree))
            .Select(type => ModelParser.Parse(type, compilation, _ => { }, TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException($"{type} is not read"));
    }

    private static IEnumerable<INamedTypeSymbol> Models(Compilation compilation, SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.ClassDeclarationSyntax>()
            .Where(one => one.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Model"))
            .Select(one => model.GetDeclaredSymbol(one)!);
    }
}
