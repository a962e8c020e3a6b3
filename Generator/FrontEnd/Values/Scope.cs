using Microsoft.CodeAnalysis;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Values;

/// <summary>
/// The values of locals and parameters of one method's run; assignments change it. A method sees those of its callers, among which local
/// functions find their method's, and all find the buffers, by name. While the body of a loop or a branch is read, a layer lies above: it
/// takes assignments, and what it finds below it captures into the body.
/// </summary>
internal sealed class Scope(Scope? outer = null)
{
    private readonly Dictionary<object, SymbolicValue?> _values = new(VariableComparer.Instance);
    private readonly Stack<Layer> _layers = new();

    public SymbolicValue? this[object key]
    {
        get => Find(key, _layers.GetEnumerator());
        set => ScopeHolding(key).Top[key] = value;
    }

    /// <summary>When two keys are the same variable.</summary>
    public static IEqualityComparer<object> Keys => VariableComparer.Instance;

    private Dictionary<object, SymbolicValue?> Top => _layers.Count > 0 ? _layers.Peek().Values : _values;

    /// <summary>Makes a new variable, whatever calls around this one have, with its value if it has one already.</summary>
    public void Declare(object key, SymbolicValue? value) => Top[key] = value;

    /// <summary>Lays a layer above.</summary>
    /// <param name="capture">Takes a value from below into the body.</param>
    public void Enter(Func<SymbolicValue, SymbolicValue> capture) => _layers.Push(new(capture));

    /// <summary>Takes the layer away; what was assigned in it.</summary>
    public IReadOnlyDictionary<object, SymbolicValue?> Leave() => _layers.Pop().Values;

    private SymbolicValue? Find(object key, Stack<Layer>.Enumerator layers)
    {
        if (!layers.MoveNext()) return _values.TryGetValue(key, out var plain) ? plain : outer?[key];
        var layer = layers.Current;
        if (layer.Values.TryGetValue(key, out var value) || layer.Captured.TryGetValue(key, out value)) return value;
        if (Find(key, layers) is not { } below) return null;
        return layer.Captured[key] = layer.Capture(below);
    }

    private Scope ScopeHolding(object key)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._layers.Count > 0 || scope._values.ContainsKey(key)) return scope;
        }

        return this;
    }

    private Scope? Outer => outer;

    /// <summary>Symbols are equal as symbols are, names as text is.</summary>
    private sealed class VariableComparer : IEqualityComparer<object>
    {
        public static VariableComparer Instance { get; } = new();

        public new bool Equals(object? left, object? right)
            => left is ISymbol a && right is ISymbol b ? SymbolEqualityComparer.Default.Equals(a, b) : object.Equals(left, right);

        public int GetHashCode(object key)
            => key is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : key.GetHashCode();
    }

    private sealed class Layer(Func<SymbolicValue, SymbolicValue> capture)
    {
        public Func<SymbolicValue, SymbolicValue> Capture => capture;

        public Dictionary<object, SymbolicValue?> Values { get; } = new(VariableComparer.Instance);

        public Dictionary<object, SymbolicValue?> Captured { get; } = new(VariableComparer.Instance);
    }
}
