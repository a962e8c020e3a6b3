using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd;

/// <summary>The graphs of modules: read from their source in this compilation, or from the attribute that their own compilation left.</summary>
/// <param name="code">The source of this compilation.</param>
/// <param name="root">The class that is read, to which a mistake belongs.</param>
internal sealed class ModuleLibrary(SourceCode code, INamedTypeSymbol root)
{
    private const int DeepestModule = 64;

    private readonly Dictionary<INamedTypeSymbol, Graph?> _graphs = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, Graph> _specialised = [];
    private readonly List<INamedTypeSymbol> _open = [root];
    private readonly HashSet<ISymbol> _needArguments = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _cyclic = new(SymbolEqualityComparer.Default);

    /// <param name="type">The module.</param>
    /// <param name="arguments">What its constructor is given.</param>
    /// <param name="location">Where it is used.</param>
    /// <param name="inputs">The types of what Forward is given, where it takes any.</param>
    /// <exception cref="LanguageException">There is none; without a diagnostic when the module's own reading reports why.</exception>
    public Graph Of(INamedTypeSymbol type, IReadOnlyDictionary<string, SymbolicValue> arguments, Location? location, IReadOnlyList<TensorType>? inputs = null)
    {
        type = type.OriginalDefinition;
        if (!code.Declares(type) && ModuleText.IsIn(type))
        {
            var (side, own) = ModuleText.Include(code.Compilation, type, location);
            return new ModuleLibrary(code.Beside(side), own).Specialised(own, arguments, location, inputs);
        }

        if (inputs is not null && code.Declares(type)) return Specialised(type, arguments, location, inputs);
        if (code.Declares(type) && !_open.Contains(type, SymbolEqualityComparer.Default) && ClassReader.Constructor(type)?.Parameters.Any(parameter => !parameter.IsDimension()) == true)
            return Specialised(type, arguments, location);
        var outer = _open.FindIndex(open => SymbolEqualityComparer.Default.Equals(open, type));
        if (outer >= 0) _cyclic.UnionWith(_open.Skip(outer));
        else if (!_graphs.ContainsKey(type)) _graphs.Add(type, Read(type, location));
        if (outer < 0 && _graphs[type] is { } graph) return graph;
        if (outer < 0 && _needArguments.Contains(type)) return Specialised(type, arguments, location);
        throw _cyclic.Contains(root) ? new LanguageException(Descriptors.NoModuleGraph, location, type.Name, "it contains itself") : new LanguageException(null);
    }

    /// <summary>The graph for these arguments: conditions and loops over them are decided while it is read.</summary>
    private Graph Specialised(INamedTypeSymbol type, IReadOnlyDictionary<string, SymbolicValue> arguments, Location? location, IReadOnlyList<TensorType>? inputs = null)
    {
        if (_open.Count > DeepestModule) throw new LanguageException(Descriptors.NoModuleGraph, location, type.Name, "it contains itself");
        var key = inputs is null && arguments.Values.All(value => value is NumberValue or ConstantValue)
            ? type.ToDisplayString() + "(" + string.Join(", ", arguments.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}: {item.Value.What}")) + ")"
            : null;
        if (key is not null && _specialised.TryGetValue(key, out var known)) return known;
        Diagnostic? fault = null;
        _open.Add(type);
        var spec = ClassReader.Read(type, code, this, diagnostic => fault = diagnostic.Severity == DiagnosticSeverity.Error ? diagnostic : fault, arguments, inputs);
        _open.RemoveAt(_open.Count - 1);
        if (spec is null) throw fault is null || IsItsOwn(type, fault) ? new LanguageException(null) : new LanguageException(Descriptors.ModuleMisfit, location, type.Name, fault.GetMessage(CultureInfo.InvariantCulture));
        if (key is not null) _specialised.Add(key, spec.Graph);
        return spec.Graph;
    }

    /// <summary>Whether the module's own reading reports a mistake, whatever the module is given.</summary>
    private bool IsItsOwn(INamedTypeSymbol type, Diagnostic fault) => fault.Id == Descriptors.ModuleInForward.Id && code.Declares(type);

    private Graph? Read(INamedTypeSymbol type, Location? location)
    {
        if (!code.Declares(type)) return MetadataGraph.Read(type, "ModuleGraphAttribute", location);
        if (KnownSpecs.Find(type, code) is { } known) return known.Graph;
        _open.Add(type);
        var hasFault = false;
        var spec = ClassReader.Read(type, code, this, diagnostic => hasFault |= diagnostic.Severity == DiagnosticSeverity.Error);
        _open.RemoveAt(_open.Count - 1);
        if (spec is null && !hasFault && !_cyclic.Contains(root)) _needArguments.Add(type);
        if (spec is not null) KnownSpecs.Add(type, code, spec);
        return spec?.Graph;
    }
}
