namespace ModelGen.Generator.IR;

/// <summary>A symbol, or the floor of a quotient of two dimensions; its text, which is made once, tells it from others.</summary>
internal sealed class DimFactor : IEquatable<DimFactor>
{
    private DimFactor(string? name, Dim dividend, Dim divisor)
    {
        (Name, Dividend, Divisor) = (name, dividend, divisor);
        Text = name ?? $"floor(({dividend})/({divisor}))";
    }

    /// <summary>The symbol; null for a quotient.</summary>
    public string? Name { get; }

    public Dim Dividend { get; }

    public Dim Divisor { get; }

    public string Text { get; }

    public IEnumerable<string> Symbols => Name is null ? Dividend.Symbols.Concat(Divisor.Symbols) : [Name];

    public static DimFactor OfSymbol(string name) => new(name, default, default);

    public static DimFactor OfQuotient(Dim dividend, Dim divisor) => new(null, dividend, divisor);

    /// <inheritdoc cref="Dim.Mentions"/>
    public bool Mentions(IReadOnlyDictionary<string, Dim> values) => Name is null ? Dividend.Mentions(values) || Divisor.Mentions(values) : values.ContainsKey(Name);

    public Dim Substitute(IReadOnlyDictionary<string, Dim> values)
    {
        if (Name is null) return Dim.FloorDivide(Dividend.Substitute(values), Divisor.Substitute(values));
        return values.TryGetValue(Name, out var value) ? value : Dim.Symbol(Name);
    }

    public long Evaluate(IReadOnlyDictionary<string, long> values)
        => Name is not null ? values[Name] : (long)Math.Floor((double)Dividend.Evaluate(values) / Divisor.Evaluate(values));

    public bool Equals(DimFactor? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as DimFactor);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;
}
