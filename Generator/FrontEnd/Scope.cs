using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.FrontEnd;

/// <summary>
/// The values of locals and parameters of one method's run; assignments change it. A local function sees its method's. While the body of a
/// loop or a branch is read, a layer lies above: it takes assignments, and what it finds below it captures into the body.
/// </summary>
internal sealed class Scope(Scope? outer = null)
{
    private readonly Dictionary<ISymbol, SymbolicValue> _values = new(SymbolEqualityComparer.Default);
    private readonly Stack<Layer> _layers = new();

    public SymbolicValue? this[ISymbol symbol]
    {
        get => Find(symbol, _layers.GetEnumerator());
        set => Holder(symbol).Top[symbol] = value!;
    }

    private Dictionary<ISymbol, SymbolicValue> Top => _layers.Count > 0 ? _layers.Peek().Values : _values;

    /// <summary>Gives a parameter its value: a new variable, whatever calls around this one have.</summary>
    public void Declare(ISymbol symbol, SymbolicValue value) => Top[symbol] = value;

    /// <summary>Lays a layer above.</summary>
    /// <param name="capture">Takes a value from below into the body.</param>
    public void Enter(Func<SymbolicValue, SymbolicValue> capture) => _layers.Push(new(capture));

    /// <summary>Takes the layer away; what was assigned in it.</summary>
    public IReadOnlyDictionary<ISymbol, SymbolicValue> Leave() => _layers.Pop().Values;

    private SymbolicValue? Find(ISymbol symbol, Stack<Layer>.Enumerator layers)
    {
        if (!layers.MoveNext()) return _values.TryGetValue(symbol, out var plain) ? plain : outer?[symbol];
        var layer = layers.Current;
        if (layer.Values.TryGetValue(symbol, out var value) || layer.Captured.TryGetValue(symbol, out value)) return value;
        if (Find(symbol, layers) is not { } below) return null;
        return layer.Captured[symbol] = layer.Capture(below);
    }

    private Scope Holder(ISymbol symbol)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._layers.Count > 0 || scope._values.ContainsKey(symbol)) return scope;
        }

        return this;
    }

    private Scope? Outer => outer;

    private sealed class Layer(Func<SymbolicValue, SymbolicValue> capture)
    {
        public Func<SymbolicValue, SymbolicValue> Capture => capture;

        public Dictionary<ISymbol, SymbolicValue> Values { get; } = new(SymbolEqualityComparer.Default);

        public Dictionary<ISymbol, SymbolicValue> Captured { get; } = new(SymbolEqualityComparer.Default);
    }
}
