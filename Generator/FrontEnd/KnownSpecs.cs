using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.FrontEnd;

/// <summary>
/// The specs that classes had, each with what it was read from: most edits are in the bodies of other code, and leave all of that as it is. They go when the
/// file that the class is in goes.
/// </summary>
internal static class KnownSpecs
{
    private static readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<string, KnownSpec>> ByFile = new();

    /// <summary>The class's spec, where nothing has changed that it was read from; null where it must be read.</summary>
    public static ModelSpec? Find(INamedTypeSymbol type, Compilation compilation)
    {
        if (!ByFile.TryGetValue(File(type), out var specs) || !specs.TryGetValue(Name(type), out var known) || known.Origin.In(compilation) is not { } origin) return null;
        if (origin != known.Origin) specs[Name(type)] = known with { Origin = origin };
        return known.Spec;
    }

    /// <param name="type">The class.</param>
    /// <param name="code">What it was read from.</param>
    /// <param name="spec">Its spec.</param>
    public static void Add(INamedTypeSymbol type, SourceCode code, ModelSpec spec) => ByFile.GetOrCreateValue(File(type))[Name(type)] = new(spec, SpecOrigin.Of(code));

    private static SyntaxTree File(INamedTypeSymbol type) => type.DeclaringSyntaxReferences[0].SyntaxTree;

    private static string Name(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private sealed record KnownSpec(ModelSpec Spec, SpecOrigin Origin);
}
