using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>
/// The types of a project that a module's source needs where it is read elsewhere, for their bodies are not seen from there, or they
/// themselves are not: those with methods that it calls, those that it inherits, and all that are not public.
/// </summary>
internal static class NeededTypes
{
    /// <param name="module">The module.</param>
    /// <param name="code">The source of its project.</param>
    /// <returns>The module first; none that lies in another one of them.</returns>
    public static IReadOnlyList<INamedTypeSymbol> Collect(INamedTypeSymbol module, SourceCode code)
    {
        var found = new List<INamedTypeSymbol> { module };
        for (var number = 0; number < found.Count; number++)
        {
            foreach (var symbol in found[number].DeclaringSyntaxReferences.SelectMany(reference => Mentioned(code.Syntax(reference), code)))
            {
                if (Type(symbol) is { } type && code.Declares(type) && IsNeeded(type, symbol) && !IsFound(type)) found.Add(type);
            }
        }

        return found;

        bool IsFound(INamedTypeSymbol type)
            => ClassRequirements.Outward(type).Any(outer => found.Contains(outer, SymbolEqualityComparer.Default));
    }

    private static IEnumerable<ISymbol> Mentioned(SyntaxNode declaration, SourceCode code)
        => declaration.DescendantNodes().OfType<SimpleNameSyntax>().Select(code.Symbol).OfType<ISymbol>();

    private static INamedTypeSymbol? Type(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.OriginalDefinition,
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => null,
        IMethodSymbol or IFieldSymbol or IPropertySymbol => symbol.ContainingType?.OriginalDefinition,
        _ => null,
    };

    // Beside the library's own, a public extension method would be one of two.
    private static bool HasExtensions(INamedTypeSymbol type)
        => type.GetMembers().OfType<IMethodSymbol>().Any(method => method.IsExtensionMethod);

    // The language's own types, and modules, which carry what they are, are the same wherever they are read.
    private static bool IsNeeded(INamedTypeSymbol type, ISymbol symbol)
    {
        if (ClassRequirements.Outward(type).Any(outer => outer.DeclaredAccessibility != Accessibility.Public)) return true;
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.Attribute("ModelAttribute") is not null) return false;
        return type.IsModule() ? symbol is IMethodSymbol { IsStatic: true } : !type.IsKnown(type.Name) && !HasExtensions(type);
    }
}
