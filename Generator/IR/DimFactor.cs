namespace ModelGen.Generator.IR;

/// <summary>
/// A symbol, the floor of a quotient of two dimensions, or the greater of a dimension and 0; its text, which is made once, tells it from
/// others.
/// </summary>
internal sealed class DimFactor : IEquatable<DimFactor>
{
    private DimFactor(string text, string? name, bool isClamp, Dim dividend, Dim divisor)
        => (Text, Name, IsClamp, Dividend, Divisor) = (text, name, isClamp, dividend, divisor);

    /// <summary>The symbol; null for a quotient and for a clamp.</summary>
    public string? Name { get; }

    /// <summary>Whether it is the greater of <see cref="Dividend"/> and 0.</summary>
    public bool IsClamp { get; }

    public Dim Dividend { get; }

    /// <summary>Of a quotient; 1 for a clamp.</summary>
    public Dim Divisor { get; }

    public string Text { get; }

    public IEnumerable<string> Symbols => Name is null ? Dividend.Symbols.Concat(Divisor.Symbols) : [Name];

    /// <inheritdoc cref="Dim.BareSymbols"/>
    public IEnumerable<string> BareSymbols => Name is not null ? [Name] : IsClamp ? [] : Dividend.BareSymbols.Concat(Divisor.BareSymbols);

    public static DimFactor OfSymbol(string name) => new(name, name, false, default, default);

    public static DimFactor OfQuotient(Dim dividend, Dim divisor)
        => new($"floor(({dividend})/({divisor}))", null, false, dividend, divisor);

    public static DimFactor OfClamp(Dim dim) => new($"max0({dim})", null, true, dim, Dim.One);

    /// <inheritdoc cref="Dim.Mentions"/>
    public bool Mentions(IReadOnlyDictionary<string, Dim> values)
        => Name is null ? Dividend.Mentions(values) || Divisor.Mentions(values) : values.ContainsKey(Name);

    /// <inheritdoc cref="Dim.Substitute"/>
    public Dim Substitute(IReadOnlyDictionary<string, Dim> values, DimRanges? ranges)
    {
        if (Name is not null) return values.TryGetValue(Name, out var value) ? value : Dim.Symbol(Name);
        var dividend = Dividend.Substitute(values, ranges);
        if (!IsClamp) return Dim.FloorDivide(dividend, Divisor.Substitute(values, ranges));
        return ranges is null ? Dim.Clamp(dividend) : ranges.Clamp(dividend);
    }

    public long Evaluate(IReadOnlyDictionary<string, long> values)
    {
        if (Name is not null) return values[Name];
        var dividend = Dividend.Evaluate(values);
        return IsClamp ? Math.Max(0, dividend) : (long)Math.Floor((double)dividend / Divisor.Evaluate(values));
    }

    public bool Equals(DimFactor? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as DimFactor);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;
}
