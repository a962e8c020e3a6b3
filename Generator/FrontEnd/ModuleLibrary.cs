using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd;

/// <summary>The graphs of modules: read from their source in this compilation, or from the attribute that their own compilation left.</summary>
internal sealed class ModuleLibrary(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<INamedTypeSymbol, Graph?> _graphs = new(SymbolEqualityComparer.Default);
    private readonly List<INamedTypeSymbol> _open = [];

    /// <exception cref="LanguageException">There is none; without a diagnostic when the module's own reading reports why.</exception>
    public Graph Of(INamedTypeSymbol type, Location? location)
    {
        type = type.OriginalDefinition;
        if (_open.Contains(type, SymbolEqualityComparer.Default)) throw new LanguageException(Descriptors.NoModuleGraph, location, type.Name, "it contains itself");
        if (!_graphs.TryGetValue(type, out var graph)) _graphs.Add(type, graph = Read(type, location));
        return graph ?? throw new LanguageException(null);
    }

    private Graph? Read(INamedTypeSymbol type, Location? location)
    {
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)) return FromMetadata(type, location);
        _open.Add(type);
        var spec = ClassReader.Read(type, compilation, this, _ => { }, cancellation);
        _open.Remove(type);
        return spec?.Graph;
    }

    private static Graph FromMetadata(INamedTypeSymbol type, Location? location)
    {
        if (type.Attribute("ModuleGraphAttribute") is not { ConstructorArguments: [_, { Value: string text }] })
            throw new LanguageException(Descriptors.NoModuleGraph, location, type.Name, "its assembly was built without ModelGen's generator");
        try
        {
            return GraphReader.Read(text);
        }
        catch (GraphVersionException exception)
        {
            throw new LanguageException(Descriptors.NewerModule, location, type.Name, exception.Version, GraphText.Version);
        }
        catch (GraphFormatException exception)
        {
            throw new LanguageException(Descriptors.NoModuleGraph, location, type.Name, $"it is damaged in line {exception.Line}: {exception.Message}");
        }
    }
}
