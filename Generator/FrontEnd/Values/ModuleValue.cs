using Microsoft.CodeAnalysis;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Values;

/// <summary>A module: its graph with its constructor's arguments.</summary>
/// <param name="Type">Its class.</param>
/// <param name="Prefix">What its parameters' names begin with, such as <c>_layers.0.</c>; empty while nothing holds it.</param>
/// <param name="Graph">Its Forward.</param>
/// <param name="Arguments">Its dimensions.</param>
/// <param name="Numbers">Its other numbers.</param>
internal sealed record ModuleValue(INamedTypeSymbol Type, string Prefix, Graph Graph, IReadOnlyDictionary<string, Dim> Arguments,
    IReadOnlyDictionary<string, SymbolicValue> Numbers) : SymbolicValue
{
    /// <summary>For a module of any shape: returns its graph for the given input types; the location is for diagnostics.</summary>
    public Func<IReadOnlyList<TensorType>, Location, Graph>? Open { get; init; }

    /// <summary>
    /// Whether it was made outside of the class that is read: what has <see cref="ModulePath.Outer"/> before its name is outside there
    /// too.
    /// </summary>
    public bool IsGiven { get; init; }

    public string Name => Prefix.Length == 0 ? Type.Name : Prefix.TrimStart(ModulePath.Outer).TrimEnd('.');

    public override string What => $"the module {Name}";

    /// <summary>The float and double inputs of Forward, by name, where it is called.</summary>
    public IReadOnlyDictionary<string, Node> CallNumbers { get; init; } = new Dictionary<string, Node>();

    /// <summary>The module with a value for one more of its symbols.</summary>
    public ModuleValue With(string symbol, Dim value)
        => this with
        {
            Arguments = new Dictionary<string, Dim>(Arguments.ToDictionary(item => item.Key, item => item.Value))
            {
                [symbol] = value
            }
        };
}

/// <summary>A module, or an array of modules, that stands in another one.</summary>
/// <param name="Outer">The other module.</param>
/// <param name="Path">What the names of its parameters begin with there, such as <c>_layers.0.</c>.</param>
internal sealed record ModulePartValue(ModuleValue Outer, string Path) : SymbolicValue
{
    public override string What => $"the module {Outer.Name}.{Path.TrimEnd('.')}";
}

/// <summary>An array or list of modules.</summary>
internal sealed record ModuleArrayValue(IReadOnlyList<SymbolicValue> Items) : SymbolicValue
{
    public override string What => $"{Items.Count} modules";
}
