using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generator.Tests.House;

/// <summary>A project's rooms, which are its folders, and which of them use which: found by what the code's names mean.</summary>
internal static class Rooms
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>The uses of one room by another, each with names that show it.</summary>
    /// <param name="files">The project's files by their path within it.</param>
    /// <param name="room">The room of a path.</param>
    public static IReadOnlyDictionary<(string From, string To), SortedSet<string>> Arrows(
        IReadOnlyDictionary<string, string> files, Func<string, string> room)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(file.Value, options, file.Key)).ToList();
        var compilation = CSharpCompilation.Create("House", [.. trees, CSharpSyntaxTree.ParseText(Usings, options)], References(),
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var arrows = new Dictionary<(string, string), SortedSet<string>>();
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                foreach (var path in Declarations(model.GetSymbolInfo(name).Symbol))
                    Add(room(tree.FilePath), room(path), $"{tree.FilePath}: {name}");
            }
        }

        return arrows;

        void Add(string from, string to, string use)
        {
            if (from == to) return;
            if (!arrows.TryGetValue((from, to), out var uses)) arrows.Add((from, to), uses = []);
            uses.Add(use);
        }
    }

    /// <summary>The files of a project by their path within it.</summary>
    public static IReadOnlyDictionary<string, string> Files(string root, Func<string, bool> isIn)
        => Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
            .Where(isIn).ToDictionary(path => path, path => File.ReadAllText(Path.Combine(root, path)));

    private static IEnumerable<string> Declarations(ISymbol? symbol)
    {
        if (symbol is null or INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol) return [];
        var original = (symbol as IMethodSymbol)?.ReducedFrom ?? symbol;
        return original.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath)
            .Where(path => path.Length > 0);
    }

    private static IEnumerable<MetadataReference> References()
        => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("ModelGen.Generator", StringComparison.Ordinal)
                && !Path.GetFileName(path).StartsWith("ModelGen.Runtime", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
}
