using System.Collections.Immutable;
using System.Globalization;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.IR;

/// <summary>
/// A dimension: a polynomial with integer coefficients over symbols and over floor quotients, in a canonical order, so that
/// equal polynomials are equal values. All symbols stand for integers >= 0.
/// </summary>
internal readonly struct Dim : IEquatable<Dim>
{
    private readonly EquatableArray<DimTerm> _terms;

    private Dim(EquatableArray<DimTerm> terms) => _terms = terms;

    public static Dim Zero => default;

    public static Dim One => 1;

    public EquatableArray<DimTerm> Terms => _terms;

    /// <summary>The value, when no symbol is left in it.</summary>
    public long? Constant => _terms.Count switch
    {
        0 => 0,
        1 when _terms[0].Factors.Count == 0 => _terms[0].Coefficient,
        _ => null,
    };

    public bool IsConstant => Constant is not null;

    public bool IsOne => Constant == 1;

    public bool IsZero => Constant == 0;

    /// <summary>The names of all symbols, those inside quotients too, without doubles, in ordinal order.</summary>
    public IEnumerable<string> Symbols => _terms.SelectMany(term => term.Factors).SelectMany(factor => factor.Symbols)
        .Distinct().OrderBy(name => name, StringComparer.Ordinal);

    public static Dim Symbol(string name) => new([new DimTerm(1, [DimFactor.OfSymbol(name)])]);

    /// <summary>The exact quotient, or null when the division leaves a rest or cannot be decided.</summary>
    public Dim? DivideExact(Dim divisor)
    {
        if (divisor.IsOne) return this;
        if (this == divisor) return One;
        if (divisor._terms.Count != 1) return null;
        var by = divisor._terms[0];
        var terms = new List<DimTerm>();
        foreach (var term in _terms)
        {
            if (term.DivideExact(by) is not { } quotient) return null;
            terms.Add(quotient);
        }

        return Normal(terms);
    }

    /// <summary>floor(this / divisor), folded when it is exact or constant.</summary>
    public static Dim FloorDivide(Dim dividend, Dim divisor)
    {
        if (dividend.DivideExact(divisor) is { } exact) return exact;
        if (dividend.Constant is { } a && divisor.Constant is { } b && b > 0) return (long)Math.Floor((double)a / b);
        return new Dim([new DimTerm(1, [DimFactor.OfQuotient(dividend, divisor)])]);
    }

    /// <summary>The least multiple of <paramref name="multiple"/> that is not below this.</summary>
    public Dim RoundUp(int multiple) => FloorDivide(this + (multiple - 1), multiple) * multiple;

    /// <summary>
    /// Whether no call can make the two equal, given that a call with a symbol of 0 is refused: their difference is a number but 0, or a sum
    /// of products of symbols, all of one sign.
    /// </summary>
    public bool NeverEquals(Dim other)
    {
        var terms = (this - other)._terms;
        return terms.Count > 0 && terms.All(term => term.Coefficient > 0 == terms[0].Coefficient > 0 && term.Factors.All(factor => factor.Name is not null));
    }

    /// <summary>Replaces symbols; a symbol that the map lacks stays.</summary>
    public Dim Substitute(IReadOnlyDictionary<string, Dim> values)
    {
        var sum = Zero;
        foreach (var term in _terms)
        {
            Dim product = term.Coefficient;
            foreach (var factor in term.Factors) product *= factor.Substitute(values);
            sum += product;
        }

        return sum;
    }

    /// <summary>The value with every symbol given.</summary>
    /// <exception cref="KeyNotFoundException">A symbol has no value.</exception>
    public long Evaluate(IReadOnlyDictionary<string, long> values)
        => _terms.Sum(term => term.Factors.Aggregate(term.Coefficient, (product, factor) => product * factor.Evaluate(values)));

    public static implicit operator Dim(long value)
        => value == 0 ? default : new Dim([new DimTerm(value, [])]);

    public static implicit operator Dim(int value) => (long)value;

    public static Dim operator +(Dim left, Dim right) => Normal(left._terms.Concat(right._terms));

    public static Dim operator -(Dim left, Dim right) => left + (right * -1);

    public static Dim operator *(Dim left, Dim right)
        => Normal(left._terms.SelectMany(_ => right._terms, (a, b) => a.Multiply(b)));

    public static bool operator ==(Dim left, Dim right) => left.Equals(right);

    public static bool operator !=(Dim left, Dim right) => !left.Equals(right);

    public bool Equals(Dim other) => _terms.Equals(other._terms);

    public override bool Equals(object? obj) => obj is Dim other && Equals(other);

    public override int GetHashCode() => _terms.GetHashCode();

    /// <summary>The text that <see cref="DimParser"/> reads: <c>2*N+1</c>, <c>floor((N+3)/2)</c>.</summary>
    public override string ToString()
    {
        if (_terms.Count == 0) return "0";
        var text = string.Concat(_terms.Select((term, index) => term.ToText(first: index == 0)));
        return text;
    }

    private static Dim Normal(IEnumerable<DimTerm> terms)
        => new(terms.GroupBy(term => term.Factors)
            .Select(group => new DimTerm(group.Sum(term => term.Coefficient), group.Key))
            .Where(term => term.Coefficient != 0)
            .OrderByDescending(term => term.Factors.Count)
            .ThenBy(term => term.Key, StringComparer.Ordinal)
            .ToEquatableArray());
}

/// <summary>A coefficient times a sorted product of factors.</summary>
internal readonly record struct DimTerm(long Coefficient, EquatableArray<DimFactor> Factors)
{
    public string Key => string.Join("*", Factors.Select(factor => factor.ToString()));

    public DimTerm Multiply(DimTerm other)
        => new(Coefficient * other.Coefficient, Sorted(Factors.Concat(other.Factors)));

    public DimTerm? DivideExact(DimTerm by)
    {
        if (by.Coefficient == 0 || Coefficient % by.Coefficient != 0) return null;
        var rest = Factors.ToList();
        foreach (var factor in by.Factors)
        {
            if (!rest.Remove(factor)) return null;
        }

        return new DimTerm(Coefficient / by.Coefficient, rest.ToEquatableArray());
    }

    public string ToText(bool first)
    {
        var sign = Coefficient < 0 ? "-" : first ? "" : "+";
        var size = Math.Abs(Coefficient);
        if (Factors.Count == 0) return sign + size.ToString(CultureInfo.InvariantCulture);
        return sign + (size == 1 ? "" : size.ToString(CultureInfo.InvariantCulture) + "*") + Key;
    }

    private static EquatableArray<DimFactor> Sorted(IEnumerable<DimFactor> factors)
        => factors.OrderBy(factor => factor.ToString(), StringComparer.Ordinal).ToEquatableArray();
}

/// <summary>A symbol, or the floor of a quotient of two dimensions.</summary>
internal sealed record DimFactor(string? Name, Dim Dividend, Dim Divisor)
{
    public IEnumerable<string> Symbols => Name is null ? Dividend.Symbols.Concat(Divisor.Symbols) : [Name];

    public static DimFactor OfSymbol(string name) => new(name, default, default);

    public static DimFactor OfQuotient(Dim dividend, Dim divisor) => new(null, dividend, divisor);

    public Dim Substitute(IReadOnlyDictionary<string, Dim> values)
    {
        if (Name is null) return Dim.FloorDivide(Dividend.Substitute(values), Divisor.Substitute(values));
        return values.TryGetValue(Name, out var value) ? value : Dim.Symbol(Name);
    }

    public long Evaluate(IReadOnlyDictionary<string, long> values)
        => Name is not null ? values[Name] : (long)Math.Floor((double)Dividend.Evaluate(values) / Divisor.Evaluate(values));

    public override string ToString() => Name ?? $"floor(({Dividend})/({Divisor}))";
}
