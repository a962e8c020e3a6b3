using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.FrontEnd;

/// <summary>The values of locals and parameters of one method's run; assignments change it. A local function sees its method's.</summary>
internal sealed class Scope(Scope? outer = null)
{
    private readonly Dictionary<ISymbol, SymbolicValue> _values = new(SymbolEqualityComparer.Default);

    public SymbolicValue? this[ISymbol symbol]
    {
        get => _values.TryGetValue(symbol, out var value) ? value : outer?[symbol];
        set => Holder(symbol)._values[symbol] = value!;
    }

    /// <summary>Gives a parameter its value: a new variable, whatever calls around this one have.</summary>
    public void Declare(ISymbol symbol, SymbolicValue value) => _values[symbol] = value;

    private Scope Holder(ISymbol symbol)
    {
        for (var scope = outer; scope is not null && !_values.ContainsKey(symbol); scope = scope.Outer)
        {
            if (scope._values.ContainsKey(symbol)) return scope;
        }

        return this;
    }

    private Scope? Outer => outer;
}
