using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>
/// The source of a module that has no graph before it is used, for other compilations: each part of the class as a unit of its own, which
/// their compilation takes in.
/// </summary>
internal static class ModuleText
{
    private const string Attribute = "ModuleSourceAttribute";

    /// <summary>
    /// The parts of a class and of the types that it needs, with what their names need: the usings of their files and of the project.
    /// </summary>
    public static IEnumerable<string> Parts(INamedTypeSymbol type, SourceCode code)
    {
        var shared = code.Compilation.SyntaxTrees.SelectMany(tree => Usings(tree.GetRoot(code.Cancellation)))
            .Where(item => item.GlobalKeyword != default).Select(Plain).Distinct().ToList();
        return NeededTypes.Collect(type, code).SelectMany(needed => needed.DeclaringSyntaxReferences)
            .Select(reference => Part(code.Syntax(reference), shared));
    }

    public static bool IsIn(INamedTypeSymbol type) => type.Attribute(Attribute) is not null;

    /// <summary>The compilation with the class that another one left as text, and that class.</summary>
    /// <exception cref="LanguageException">The text is of a newer version.</exception>
    public static (Compilation Compilation, INamedTypeSymbol Type) Include(Compilation compilation, INamedTypeSymbol type,
        Location? location)
    {
        if (type.Attribute(Attribute) is not
            {
                ConstructorArguments: [{ Value: int version },
                {
                    Kind: TypedConstantKind.Array,
                    Values: var parts
                }]
            })
            throw new LanguageException(Descriptors.NoModuleGraph, location, type.Name, "the attribute that carries it has another form");
        if (version > GraphText.Version)
            throw new LanguageException(Descriptors.NewerModule, location, type.Name, version, GraphText.Version);
        var options = compilation.SyntaxTrees.Select(tree => tree.Options).OfType<CSharpParseOptions>().FirstOrDefault()
            ?? CSharpParseOptions.Default;
        var side = compilation.AddSyntaxTrees(parts.Select(part => CSharpSyntaxTree.ParseText((string)part.Value!, options)));
        var name = string.Join("+", ClassRequirements.Outward(type).Reverse().Select(outer => outer.MetadataName));
        var space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".";
        return (side, side.Assembly.GetTypeByMetadataName(space + name)!);
    }

    private static string Part(SyntaxNode declaration, IReadOnlyList<string> shared)
    {
        var text = new StringBuilder();
        var tail = new StringBuilder();
        var unit = declaration.AncestorsAndSelf().OfType<CompilationUnitSyntax>().First();
        foreach (var line in shared.Concat(Local(unit.Usings)).Distinct()) text.Append(line).Append('\n');
        foreach (var outer in declaration.Ancestors().Reverse())
        {
            if (outer is BaseNamespaceDeclarationSyntax space) Open($"namespace {space.Name}", Local(space.Usings));
            else if (outer is TypeDeclarationSyntax type) Open($"partial {type.Keyword.ValueText} {type.Identifier.ValueText}", []);
        }

        return text.Append(declaration.ToString().Replace("\r\n", "\n")).Append('\n').Append(tail).ToString();

        void Open(string head, IEnumerable<string> usings)
        {
            text.Append(head).Append("\n{\n");
            foreach (var line in usings) text.Append(line).Append('\n');
            tail.Append("}\n");
        }
    }

    private static IEnumerable<UsingDirectiveSyntax> Usings(SyntaxNode root) => ((CompilationUnitSyntax)root).Usings;

    private static IEnumerable<string> Local(SyntaxList<UsingDirectiveSyntax> usings)
        => usings.Where(item => item.GlobalKeyword == default).Select(Plain);

    private static string Plain(UsingDirectiveSyntax item)
        => item.WithGlobalKeyword(default).WithoutTrivia().NormalizeWhitespace().ToString();
}
