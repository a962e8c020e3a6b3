using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Classes;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Modules;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd;

/// <summary>
/// The graphs of modules: read from their source in this compilation, or from the attribute that their own compilation left. A module is
/// read once for all uses where its constructor's numbers may stay open; where they decide what its Forward is, once for the numbers of
/// each use.
/// </summary>
/// <param name="code">The source of this compilation.</param>
/// <param name="root">The class that is read, to which a mistake belongs.</param>
/// <param name="isBeside">Whether the source is that of another compilation, where nothing can be reported.</param>
internal sealed class ModuleLibrary(SourceCode code, INamedTypeSymbol root, bool isBeside = false) : IModuleGraphs
{
    private const int DeepestModule = 64;

    private readonly Dictionary<INamedTypeSymbol, GeneralModule> _general = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, (ModuleLibrary Library, INamedTypeSymbol Type)> _beside =
        new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, Graph> _known = [];
    private readonly List<INamedTypeSymbol> _open = [root];
    private readonly HashSet<ISymbol> _cyclic = new(SymbolEqualityComparer.Default);

    public Graph GraphFor(INamedTypeSymbol type, IReadOnlyDictionary<string, SymbolicValue> arguments, Location? location,
        IReadOnlyList<TensorType>? inputs = null)
    {
        type = type.OriginalDefinition;
        if (!code.Declares(type) && ModuleText.IsIn(type)) return Beside(type, location, arguments, inputs);
        if (inputs is not null && code.Declares(type)) return ForUse(type, arguments, location, inputs);
        if (code.Declares(type) && !IsOpen(type)
            && ClassSymbols.Constructor(type)?.Parameters.Any(parameter => !parameter.IsDimension()) == true)
            return ForUse(type, arguments, location);
        if (General(type, location) is not { } general)
            throw _cyclic.Contains(root)
                ? new LanguageException(Descriptors.NoModuleGraph, location, type.Name, "it contains itself")
                : new LanguageException(null);
        if (general.DependsOnNumbers) return ForUse(type, arguments, location);
        return general.Graph is { } graph ? Decided(type, graph, arguments) : throw new LanguageException(null);
    }

    private bool IsOpen(INamedTypeSymbol type) => _open.Contains(type, SymbolEqualityComparer.Default);

    private Graph Beside(
        INamedTypeSymbol type, Location? location, IReadOnlyDictionary<string, SymbolicValue> arguments, IReadOnlyList<TensorType>? inputs)
    {
        if (!_beside.TryGetValue(type, out var beside))
        {
            var (side, own) = ModuleText.Include(code.Compilation, type, location);
            _beside.Add(type, beside = (new(code.Beside(side), own, isBeside: true), own));
        }

        try
        {
            return beside.Library.ForUse(beside.Type, arguments, location, inputs);
        }
        catch (LanguageException exception) when (exception.Diagnostic is null && !exception.DependsOnNumbers)
        {
            throw new LanguageException(Descriptors.NoModuleGraph, location, type.Name,
                "the source that it carries does not compile in this project");
        }
    }

    /// <summary>The graph for the numbers of all uses, with the sides that these numbers do not take left out.</summary>
    private Graph Decided(INamedTypeSymbol type, Graph graph, IReadOnlyDictionary<string, SymbolicValue> arguments)
    {
        if (!NumberSubstitution.MayDecide(graph)) return graph;
        if (Key(type, arguments) is not { } key) return NumberSubstitution.Substitute(graph, arguments);
        if (!_known.TryGetValue(key, out var decided)) _known.Add(key, decided = NumberSubstitution.Substitute(graph, arguments));
        return decided;
    }

    /// <summary>The graph for these arguments: conditions and loops over them are decided while it is read.</summary>
    private Graph ForUse(INamedTypeSymbol type, IReadOnlyDictionary<string, SymbolicValue> arguments, Location? location,
        IReadOnlyList<TensorType>? inputs = null)
    {
        if (_open.Count > DeepestModule) throw new LanguageException(Descriptors.NoModuleGraph, location, type.Name, "it contains itself");
        var key = inputs is null ? Key(type, arguments) : null;
        if (key is not null && _known.TryGetValue(key, out var known)) return known;
        _open.Add(type);
        try
        {
            var graph = ClassReader.Read(type, code, this, arguments, inputs).Spec.Graph;
            if (key is not null) _known.Add(key, graph);
            return graph;
        }
        catch (LanguageException exception) when (exception.Diagnostic is { } fault)
        {
            _open.RemoveAt(_open.Count - 1);
            var isItsOwn = code.Declares(type) && !isBeside && IsItsOwn(type, location);
            _open.Add(type);
            if (isItsOwn) throw new LanguageException(null);
            var told = ModuleFault.Diagnose(fault, ModuleName.Full(type, arguments), location, isBeside);
            throw new LanguageException(told) { DependsOnNumbers = exception.DependsOnNumbers };
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    /// <summary>Whether the module's own reading reports a mistake, whatever the module is given.</summary>
    private bool IsItsOwn(INamedTypeSymbol type, Location? location) => General(type, location) is { Graph: null, DependsOnNumbers: false };

    /// <summary>The module as it is for all uses; null where it is being read, so that it contains itself.</summary>
    private GeneralModule? General(INamedTypeSymbol type, Location? location)
    {
        var outer = _open.FindIndex(open => SymbolEqualityComparer.Default.Equals(open, type));
        if (outer >= 0) _cyclic.UnionWith(_open.Skip(outer));
        else if (!_general.ContainsKey(type)) _general.Add(type, Read(type, location));
        return outer < 0 ? _general[type] : null;
    }

    private GeneralModule Read(INamedTypeSymbol type, Location? location)
    {
        if (!code.Declares(type)) return new(MetadataGraph.Read(type, "ModuleGraphAttribute", location), false);
        if (SpecCache.Find(type, code) is { } known) return new(known.Graph, false);
        _open.Add(type);
        try
        {
            var (spec, _) = ClassReader.Read(type, code, this);
            SpecCache.Add(type, code, spec);
            return new(spec.Graph, false);
        }
        catch (LanguageException exception)
        {
            return new(null, exception.DependsOnNumbers && !_cyclic.Contains(root) && TrialArguments.Fault(type, code, this) is null);
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    /// <summary>What tells the graphs of a module apart; null where it is given more than constants.</summary>
    private static string? Key(INamedTypeSymbol type, IReadOnlyDictionary<string, SymbolicValue> arguments)
        => arguments.Values.All(value => value is NumberValue or ConstantValue)
            ? type.ToDisplayString() + "("
                + string.Join(", ", arguments.OrderBy(item => item.Key, StringComparer.Ordinal)
                    .Select(item => $"{item.Key}: {item.Value.What}")) + ")"
            : null;

    /// <summary>A module without the arguments of a use: its graph, or null where it has a mistake or each use decides.</summary>
    private sealed record GeneralModule(Graph? Graph, bool DependsOnNumbers);
}
