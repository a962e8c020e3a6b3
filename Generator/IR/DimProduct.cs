using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>A product of factors, sorted by their text; its own text, which is made once, tells it from others.</summary>
internal sealed class DimProduct : IEquatable<DimProduct>, IComparable<DimProduct>
{
    private readonly int _hash;
    private IReadOnlyList<string>? _symbols;

    private DimProduct(EquatableArray<DimFactor> factors)
    {
        Factors = factors;
        Text = factors.Count == 1 ? factors[0].Text : string.Join("*", factors.Select(factor => factor.Text));
        _hash = StringComparer.Ordinal.GetHashCode(Text);
    }

    /// <summary>The product of nothing, which is 1.</summary>
    public static DimProduct Empty { get; } = new([]);

    public EquatableArray<DimFactor> Factors { get; }

    public string Text { get; }

    /// <summary>The names of all symbols, those inside quotients too, without doubles, in ordinal order.</summary>
    public IReadOnlyList<string> Symbols
        => _symbols ??= Factors is [{ Name: { } name }] ? [name] : SymbolsOf(Factors.SelectMany(factor => factor.Symbols));

    /// <summary>Names without doubles, in ordinal order.</summary>
    public static IReadOnlyList<string> SymbolsOf(IEnumerable<string> names)
        => [.. names.Distinct().OrderBy(name => name, StringComparer.Ordinal)];

    public static DimProduct Of(DimFactor factor) => new([factor]);

    public DimProduct Times(DimProduct other)
    {
        if (Factors.Count == 0) return other;
        return other.Factors.Count == 0
            ? this
            : new(Factors.Concat(other.Factors).OrderBy(factor => factor.Text, StringComparer.Ordinal).ToEquatableArray());
    }

    /// <summary>The product of the factors that another one lacks; null when it has some that this one lacks.</summary>
    public DimProduct? Without(DimProduct other)
    {
        if (other.Factors.Count == 0) return this;
        if (Equals(other)) return Empty;
        var rest = Factors.ToList();
        foreach (var factor in other.Factors)
        {
            if (!rest.Remove(factor)) return null;
        }

        return new(rest.ToEquatableArray());
    }

    /// <summary>Those of more factors come first, then the order is that of their texts.</summary>
    public int CompareTo(DimProduct other)
    {
        if (ReferenceEquals(this, other)) return 0;
        return Factors.Count != other.Factors.Count ? other.Factors.Count - Factors.Count : string.CompareOrdinal(Text, other.Text);
    }

    public bool Equals(DimProduct? other)
        => ReferenceEquals(this, other) || (other is not null && _hash == other._hash && CompareTo(other) == 0);

    public override bool Equals(object? obj) => Equals(obj as DimProduct);

    public override int GetHashCode() => _hash;
}
