namespace ModelGen.Generator.IR;

/// <summary>What the symbols of a graph can be. It decides which sizes need no clamp at 0: those that no call can make negative.</summary>
internal sealed class DimRanges
{
    private readonly Func<string, long?> _least;

    /// <summary>The least values in a call that takes empty inputs too.</summary>
    private readonly Func<string, long?> _leastOfEmpty;

    /// <summary>The indices of the loops around, the outermost first, and the last value of each in a loop that runs at all.</summary>
    private readonly IReadOnlyList<(string Index, Dim Last)> _loops;

    private DimRanges(Func<string, long?> least, Func<string, long?> leastOfEmpty, IReadOnlyList<(string Index, Dim Last)> loops)
        => (_least, _leastOfEmpty, _loops) = (least, leastOfEmpty, loops);

    /// <summary>Any whole number may stand for any symbol.</summary>
    public static DimRanges Unknown { get; } = Create(_ => null);

    /// <param name="least">The least value of a symbol; null where it may be negative.</param>
    /// <param name="leastOfEmpty">The same in a call that takes empty inputs too; <paramref name="least"/> where there is no
    /// difference.</param>
    public static DimRanges Create(Func<string, long?> least, Func<string, long?>? leastOfEmpty = null)
        => new(least, leastOfEmpty ?? least, []);

    /// <summary>
    /// Those of a call: what the constructor fixes, and the dimensions of its inputs, are 1 or more, the latter 0 or more
    /// <see cref="OfEmpty"/>; its whole numbers may be any.
    /// </summary>
    public static DimRanges OfCall(Graph graph)
    {
        var sizes = new HashSet<string>(graph.Inputs.SelectMany(input => input.Type.Shape.Dims).SelectMany(dim => dim.Symbols)
            .Concat(graph.FixedSymbols));
        return Create(Least, symbol => graph.FixedSymbols.Contains(symbol) ? 1 : Least(symbol) - 1);

        long? Least(string symbol) => sizes.Contains(symbol) ? 1 : null;
    }

    /// <summary>Those of a call that takes empty inputs too.</summary>
    public DimRanges OfEmpty => new(_leastOfEmpty, _leastOfEmpty, _loops);

    /// <summary>Those in the body of a loop, while it runs.</summary>
    public DimRanges Within(string index, Dim count) => new(_least, _leastOfEmpty, [.. _loops, (index, Unclamped(count) - 1)]);

    /// <summary>The greater of a dimension and 0: itself where it is 0 or more in any case, and 0 where it never is more.</summary>
    public Dim Clamp(Dim dim) => IsNatural(dim) ? dim : IsNatural(dim * -1) ? Dim.Zero : Dim.Clamp(dim);

    /// <summary>Whether a dimension is 0 or more whatever its symbols are, as far as the signs of its terms tell.</summary>
    public bool IsNatural(Dim dim) => dim.IsConstant ? dim.Constant >= 0 : Lowest(dim) is { } lowest && HasNaturalTerms(FromLeast(lowest));

    /// <summary>
    /// The same, as far as bounds of quotients tell too: the remainder of a division by 1 or more, and what it leaves to the divisor, are 0
    /// or more.
    /// </summary>
    public bool IsProven(Dim dim)
        => IsNatural(dim) || IsNatural(WithoutQuotients(dim))
            || (Lowest(dim) is { } lowest && HasNaturalTerms(FromLeast(WithoutQuotients(lowest))));

    /// <summary>
    /// The dimension where the indices of loops make it least; the bounds of inner loops mention the outer ones. Null where that is not
    /// known.
    /// </summary>
    private Dim? Lowest(Dim dim)
    {
        foreach (var (index, last) in _loops.Reverse().Where(loop => dim.Symbols.Contains(loop.Index)))
        {
            var symbols = dim.Terms.Where(term => term.Product.Symbols.Contains(index)).SelectMany(term => term.Product.Symbols);
            if (!symbols.All(symbol => IsIndex(symbol) || _least(symbol) >= 0)) return null;
            dim = dim.AtLeast(index, last);
        }

        return dim;
    }

    /// <summary>The dimension with symbols that count from their least values.</summary>
    private Dim FromLeast(Dim dim)
    {
        var above = dim.Symbols.Where(symbol => _least(symbol) > 0);
        return dim.Substitute(above.ToDictionary(symbol => symbol, symbol => Dim.Symbol(symbol) + _least(symbol)!.Value));
    }

    /// <summary>What is never above the dimension: b floor(a / b) lies in a - b + 1 .. a for b of 1 or more.</summary>
    private Dim WithoutQuotients(Dim dim) => dim.Terms.Aggregate(Dim.Zero, (sum, term) => sum + WithoutQuotient(term));

    private Dim WithoutQuotient(DimTerm term)
    {
        if (term.Factors.Count == 0) return term.Coefficient;
        Dim whole = Dim.Of(0, [term]);
        if (term.Factors.FirstOrDefault(factor => factor.Name is null && !factor.IsClamp) is not { } quotient) return whole;
        var (dividend, divisor) = (quotient.Dividend, quotient.Divisor);
        var times = whole.DivideExact(Dim.FloorDivide(dividend, divisor))?.DivideExact(divisor);
        if (times is not { } multiple || !IsNatural(divisor - 1)) return whole;
        if (!IsNatural(term.Coefficient < 0 ? multiple * -1 : multiple)) return whole;
        return multiple * (term.Coefficient < 0 ? dividend : dividend - divisor + 1);
    }

    private bool IsIndex(string symbol) => _loops.Any(loop => loop.Index == symbol);

    /// <summary>Whether all terms are 0 or more, of a dimension whose symbols count from their least values.</summary>
    private bool HasNaturalTerms(Dim dim) => dim.Terms.All(term => term.Coefficient > 0 && term.Factors.All(IsNatural));

    private bool IsNatural(DimFactor factor)
        => factor.Name is { } name
            ? _least(name) >= 0
            : factor.IsClamp || (HasNaturalTerms(factor.Dividend) && HasNaturalTerms(factor.Divisor));

    /// <summary>A count as it is where it is not 0.</summary>
    private static Dim Unclamped(Dim count)
        => count.Terms is [{ Coefficient: 1, Factors: [{ IsClamp: true } clamp] }] ? clamp.Dividend : count;
}
