using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd;

/// <summary>The graphs of modules: read from their source in this compilation, or from the attribute that their own compilation left.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="root">The class that is read, to which a mistake belongs.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class ModuleLibrary(Compilation compilation, INamedTypeSymbol root, CancellationToken cancellation)
{
    private readonly Dictionary<INamedTypeSymbol, Graph?> _graphs = new(SymbolEqualityComparer.Default);
    private readonly List<INamedTypeSymbol> _open = [root];
    private readonly HashSet<ISymbol> _cyclic = new(SymbolEqualityComparer.Default);

    /// <exception cref="LanguageException">There is none; without a diagnostic when the module's own reading reports why.</exception>
    public Graph Of(INamedTypeSymbol type, Location? location)
    {
        type = type.OriginalDefinition;
        var outer = _open.FindIndex(open => SymbolEqualityComparer.Default.Equals(open, type));
        if (outer >= 0) _cyclic.UnionWith(_open.Skip(outer));
        else if (!_graphs.ContainsKey(type)) _graphs.Add(type, Read(type, location));
        if (outer < 0 && _graphs[type] is { } graph) return graph;
        throw _cyclic.Contains(root) ? new LanguageException(Descriptors.NoModuleGraph, location, type.Name, "it contains itself") : new LanguageException(null);
    }

    private Graph? Read(INamedTypeSymbol type, Location? location)
    {
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)) return MetadataGraph.Read(type, "ModuleGraphAttribute", location);
        _open.Add(type);
        var spec = ClassReader.Read(type, compilation, this, _ => { }, cancellation);
        _open.Remove(type);
        return spec?.Graph;
    }
}
