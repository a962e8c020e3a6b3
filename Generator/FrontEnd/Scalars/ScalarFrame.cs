using Microsoft.CodeAnalysis;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>
/// The variables of one path through a scalar function, and whether it has returned. A path that is taken under a condition known only at
/// run time is a frame of its own: what it assigns is merged into the frame around it by choices.
/// </summary>
/// <param name="choices">Makes the choices.</param>
/// <param name="outer">The frame around it.</param>
/// <param name="guard">The condition under which the path is taken.</param>
internal sealed class ScalarFrame(ScalarChoices choices, ScalarFrame? outer = null, Truth? guard = null)
{
    private readonly Dictionary<ISymbol, SymbolicValue> _assigned = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, SymbolicValue> _guarded = new(SymbolEqualityComparer.Default);

    /// <summary>Where the function has returned.</summary>
    public Truth Returned { get; private set; } = Truth.False;

    /// <summary>What it has returned there: its value, then those of its ref parameters.</summary>
    public IReadOnlyList<SymbolicValue?> Result { get; private set; } = [];

    /// <summary>What ends or repeats the loop around this path.</summary>
    public Jump Jump { get; set; }

    public SymbolicValue? this[ISymbol symbol]
    {
        get
        {
            if (_assigned.TryGetValue(symbol, out var value) || _guarded.TryGetValue(symbol, out value)) return value;
            if (outer?[symbol] is not { } inherited) return null;
            return _guarded[symbol] = guard is null ? inherited : choices.Guarded(guard, inherited);
        }
        set => _assigned[symbol] = value!;
    }

    /// <summary>How many paths lie around this one.</summary>
    public int Depth { get; } = outer is null ? 0 : outer.Depth + 1;

    public ScalarFrame Fork(Truth condition) => new(choices, this, condition);

    public void Return(IReadOnlyList<SymbolicValue?> result) => (Returned, Result) = (Truth.True, result);

    /// <summary>
    /// Takes over two paths that were forked from this one, the first under the condition and the second under its opposite.
    /// </summary>
    public void Merge(Truth condition, ScalarFrame then, ScalarFrame otherwise)
    {
        foreach (var symbol in then._assigned.Keys.Concat(otherwise._assigned.Keys).Distinct<ISymbol>(SymbolEqualityComparer.Default)
            .ToList())
        {
            if (Merged(condition, then.Leaving(symbol), otherwise.Leaving(symbol)) is { } value) _assigned[symbol] = value;
        }

        Returned = ScalarChoices.Choose(condition, then.Returned, otherwise.Returned);
        Result = Merged(condition, then.Result, otherwise.Result);
        Jump = then.Returned == Truth.True ? otherwise.Jump : then.Jump;
    }

    /// <summary>Takes over the path that was forked from this one where it had not returned.</summary>
    public void Continue(ScalarFrame rest)
    {
        foreach (var item in rest._assigned) _assigned[item.Key] = item.Value;
        (Result, Jump) = (Merged(Returned, Result, rest.Result), rest.Jump);
        Returned = Truth.Or(Returned, rest.Returned);
    }

    // Assignments of a path that has returned are not visible any more.
    private SymbolicValue? Leaving(ISymbol symbol)
        => Returned == Truth.True ? null : _assigned.TryGetValue(symbol, out var value) ? value : outer?[symbol];

    private IReadOnlyList<SymbolicValue?> Merged(Truth condition, IReadOnlyList<SymbolicValue?> then,
        IReadOnlyList<SymbolicValue?> otherwise)
    {
        if (then.Count == 0 || otherwise.Count == 0) return then.Count == 0 ? otherwise : then;
        return then.Zip(otherwise, (a, b) => Merged(condition, a, b)).ToList();
    }

    private SymbolicValue? Merged(Truth condition, SymbolicValue? then, SymbolicValue? otherwise)
        => then is null || otherwise is null ? then ?? otherwise : choices.Choose(condition, then, otherwise);
}

/// <summary>How a path through a loop's body ends.</summary>
internal enum Jump
{
    None,
    Break,
    Continue,
}
