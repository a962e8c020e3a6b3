namespace ModelGen.Generator.IR;

/// <summary>
/// A dimension as a line over one of its symbols: <see cref="Slope"/> times the symbol, plus <see cref="Offset"/>; neither mentions it.
/// </summary>
internal sealed record DimLine(string Symbol, Dim Slope, Dim Offset)
{
    /// <summary>Whether the dimension is the symbol itself.</summary>
    public bool IsBare => Slope.IsOne && Offset.IsZero;

    /// <summary>The line; null where the symbol is in no term, in a quotient, in a clamp or to a power.</summary>
    public static DimLine? Match(Dim dim, string symbol)
    {
        var (slope, offset) = (Dim.Zero, Dim.Zero);
        foreach (var term in dim.Terms)
        {
            var whole = term.Factors.Count == 0 ? term.Coefficient : Dim.Of(0, [term]);
            if (!whole.Symbols.Contains(symbol)) offset += whole;
            else if (whole.DivideExact(Dim.Symbol(symbol)) is { } rest && !rest.Symbols.Contains(symbol)) slope += rest;
            else return null;
        }

        return slope.IsZero ? null : new(symbol, slope, offset);
    }
}
