using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd;

/// <summary>A cache of the last spec of each class with the sources it was read from, which most edits do not change.</summary>
internal static class SpecCache
{
    private static readonly ConcurrentDictionary<string, WeakReference<CachedSpec>> ByName = new(StringComparer.Ordinal);

    /// <summary>Keeps a spec for as long as somebody has the file that its class is in.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<string, CachedSpec>> ByFile = new();

    /// <summary>The class's spec, where nothing has changed that it was read from; null where it must be read.</summary>
    public static ModelSpec? Find(INamedTypeSymbol type, Compilation compilation)
    {
        if (!ByName.TryGetValue(Name(type), out var last) || !last.TryGetTarget(out var known)
            || known.Origin.In(compilation) is not { } origin) return null;
        if (origin != known.Origin) Keep(type, known with { Origin = origin });
        return known.Spec;
    }

    /// <summary>The same for a class that another one uses: what its spec depends on, that of the other does too.</summary>
    public static ModelSpec? Find(INamedTypeSymbol type, SourceCode code)
    {
        if (Find(type, code.Compilation) is not { } spec || !ByName[Name(type)].TryGetTarget(out var known) || known.Spec != spec)
            return null;
        code.Files.UnionWith(known.Origin.Read);
        return spec;
    }

    /// <param name="type">The class.</param>
    /// <param name="code">What it was read from.</param>
    /// <param name="spec">Its spec.</param>
    public static void Add(INamedTypeSymbol type, SourceCode code, ModelSpec spec) => Keep(type, new(spec, SpecOrigin.Capture(code)));

    private static void Keep(INamedTypeSymbol type, CachedSpec known)
    {
        var name = Name(type);
        ByFile.GetOrCreateValue(type.DeclaringSyntaxReferences[0].SyntaxTree)[name] = known;
        ByName[name] = new(known);
    }

    private static string Name(INamedTypeSymbol type)
        => $"{type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}, {type.ContainingAssembly.Name}";

    private sealed record CachedSpec(ModelSpec Spec, SpecOrigin Origin);
}
