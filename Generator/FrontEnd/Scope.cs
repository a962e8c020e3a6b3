using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.FrontEnd;

/// <summary>The values of locals and parameters of one method's run; assignments change it.</summary>
internal sealed class Scope
{
    private readonly Dictionary<ISymbol, SymbolicValue> _values = new(SymbolEqualityComparer.Default);

    public SymbolicValue? this[ISymbol symbol]
    {
        get => _values.TryGetValue(symbol, out var value) ? value : null;
        set => _values[symbol] = value!;
    }
}
