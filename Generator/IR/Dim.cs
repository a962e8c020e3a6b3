using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>
/// A dimension: a polynomial with integer coefficients over symbols, floor quotients and clamps at 0, in a canonical order, so that
/// equal polynomials are equal values. All symbols stand for integers >= 0, but for the whole numbers of a call, which stand bare only
/// where a call checks them, and else in clamps.
/// </summary>
internal readonly struct Dim : IEquatable<Dim>
{
    // Most dimensions are numbers: those allocate nothing.
    private readonly long _number;

    /// <summary>The terms that have factors, in their order.</summary>
    private readonly EquatableArray<DimTerm> _products;

    private Dim(long number, EquatableArray<DimTerm> products) => (_number, _products) = (number, products);

    public static Dim Zero => default;

    public static Dim One => 1;

    /// <summary>All terms, those of more factors first; the number, where it is not 0, comes last.</summary>
    public EquatableArray<DimTerm> Terms => _number == 0 ? _products : [.. _products, new(_number, DimProduct.Empty)];

    /// <summary>The value, when no symbol is left in it.</summary>
    public long? Constant => IsConstant ? _number : null;

    public bool IsConstant => _products.Count == 0;

    public bool IsOne => _number == 1 && IsConstant;

    public bool IsZero => _number == 0 && IsConstant;

    /// <summary>Whether no term is negative: then the value is not, whatever the symbols are.</summary>
    public bool IsNatural
    {
        get
        {
            foreach (var term in _products)
            {
                if (term.Coefficient < 0) return false;
            }

            return _number >= 0;
        }
    }

    /// <summary>Whether one of its terms would be negative, for some symbols, but for a clamp.</summary>
    public bool HasClamp => _products.Any(term => term.Factors.Any(factor => factor.IsClamp));

    /// <summary>The names of the symbols that stand outside of clamps: what is said of 0 or more holds only where these are.</summary>
    public IEnumerable<string> BareSymbols => _products.SelectMany(term => term.Factors).SelectMany(factor => factor.BareSymbols);

    /// <summary>The names of all symbols, those inside quotients too, without doubles, in ordinal order.</summary>
    public IReadOnlyList<string> Symbols => _products.Count switch
    {
        0 => [],
        1 => _products[0].Product.Symbols,
        _ => DimProduct.SymbolsOf(_products.SelectMany(term => term.Product.Symbols)),
    };

    public static Dim Symbol(string name) => new(0, [new DimTerm(1, DimProduct.Of(DimFactor.OfSymbol(name)))]);

    /// <summary>The exact quotient, or null when the division leaves a rest or cannot be decided.</summary>
    public Dim? DivideExact(Dim divisor)
    {
        if (divisor.IsOne) return this;
        if (this == divisor) return One;
        if (IsConstant && divisor.IsConstant)
            return divisor._number != 0 && _number % divisor._number == 0 ? _number / divisor._number : null;
        if (divisor.Terms is not [var by]) return null;
        var sum = new DimSum();
        foreach (var term in Terms)
        {
            if (term.DivideExact(by) is not { } quotient) return null;
            sum.Add(quotient);
        }

        return sum.ToDim();
    }

    /// <summary>floor(this / divisor), folded when it is exact or constant.</summary>
    public static Dim FloorDivide(Dim dividend, Dim divisor)
    {
        if (dividend.DivideExact(divisor) is { } exact) return exact;
        if (dividend.Constant is { } a && divisor.Constant is { } b && b > 0) return (long)Math.Floor((double)a / b);
        return new Dim(0, [new DimTerm(1, DimProduct.Of(DimFactor.OfQuotient(dividend, divisor)))]);
    }

    /// <summary>
    /// The greater of a dimension and 0, folded where it is constant or has been one before; <see cref="DimRanges.Clamp"/> knows when there
    /// is no need.
    /// </summary>
    public static Dim Clamp(Dim dim)
    {
        if (dim.IsConstant) return Math.Max(0, dim._number);
        if (dim._number == 0 && dim._products is [{ Coefficient: > 0, Factors: [{ IsClamp: true }] }]) return dim;

        // The lesser of a number and 0 is not above 0.
        foreach (var term in dim._products)
        {
            if (term is { Coefficient: -1, Factors: [{ IsClamp: true } other] }
                && other.Dividend == dim + Of(0, [term with { Coefficient = 1 }])) return Zero;
        }

        return new Dim(0, [new DimTerm(1, DimProduct.Of(DimFactor.OfClamp(dim)))]);
    }

    /// <summary>The least multiple of <paramref name="multiple"/> that is not below this.</summary>
    public Dim RoundUp(int multiple) => FloorDivide(this + (multiple - 1), multiple) * multiple;

    /// <summary>
    /// Whether no call can make the two equal, given that a call with a symbol of 0 is refused: their difference is a number but 0, or a
    /// sum of products of symbols, all of one sign.
    /// </summary>
    public bool NeverEquals(Dim other)
    {
        var terms = (this - other).Terms;
        return terms.Count > 0
            && terms.All(term => term.Coefficient > 0 == terms[0].Coefficient > 0 && term.Factors.All(factor => factor.Name is not null));
    }

    /// <summary>Whether a symbol of the map is in it.</summary>
    public bool Mentions(IReadOnlyDictionary<string, Dim> values)
    {
        foreach (var term in _products)
        {
            foreach (var factor in term.Factors)
            {
                if (factor.Mentions(values)) return true;
            }
        }

        return false;
    }

    /// <summary>Replaces symbols; a symbol that the map lacks stays.</summary>
    /// <param name="values">What the symbols become.</param>
    /// <param name="ranges">What the symbols of those can be: a clamp that is needed no more goes.</param>
    public Dim Substitute(IReadOnlyDictionary<string, Dim> values, DimRanges? ranges = null)
    {
        if (!Mentions(values)) return this;
        Dim sum = _number;
        foreach (var term in _products)
        {
            Dim product = term.Coefficient;
            foreach (var factor in term.Factors) product *= factor.Substitute(values, ranges);
            sum += product;
        }

        return sum;
    }

    /// <summary>The value with every symbol given.</summary>
    /// <exception cref="KeyNotFoundException">A symbol has no value.</exception>
    public long Evaluate(IReadOnlyDictionary<string, long> values)
        => Terms.Sum(term => term.Factors.Aggregate(term.Coefficient, (product, factor) => product * factor.Evaluate(values)));

    public static implicit operator Dim(long value) => new(value, default);

    public static implicit operator Dim(int value) => (long)value;

    public static Dim operator +(Dim left, Dim right)
        => new(checked(left._number + right._number), DimSum.Merge(left._products, right._products));

    public static Dim operator -(Dim left, Dim right) => left + right.Times(-1);

    public static Dim operator *(Dim left, Dim right)
    {
        if (left.IsConstant) return right.Times(left._number);
        if (right.IsConstant) return left.Times(right._number);
        var sum = new DimSum();
        foreach (var a in left.Terms)
        {
            foreach (var b in right.Terms) sum.Add(a.Multiply(b));
        }

        return sum.ToDim();
    }

    public static bool operator ==(Dim left, Dim right) => left.Equals(right);

    public static bool operator !=(Dim left, Dim right) => !left.Equals(right);

    public bool Equals(Dim other) => _number == other._number && _products.Equals(other._products);

    public override bool Equals(object? obj) => obj is Dim other && Equals(other);

    public override int GetHashCode() => unchecked((_number.GetHashCode() * 31) + _products.GetHashCode());

    /// <summary>
    /// The text that <see cref="DimParser"/> reads: <c>2*N+1</c>, <c>floor((N+3)/2)</c>, <c>max0(N-1)</c>, the greater of N-1 and 0.
    /// </summary>
    public override string ToString()
    {
        if (IsConstant) return GraphText.Number(_number);
        var text = "";
        foreach (var term in Terms) text += term.ToText(first: text.Length == 0);
        return text;
    }

    /// <summary>The sum of a number and of terms with factors, which stand in their order.</summary>
    internal static Dim Of(long number, EquatableArray<DimTerm> products) => new(number, products);

    private Dim Times(long factor)
    {
        if (factor == 1) return this;
        if (factor == 0) return Zero;
        if (IsConstant) return unchecked(_number * factor);
        var products = new DimTerm[_products.Count];
        for (var number = 0; number < products.Length; number++)
            products[number] = _products[number] with { Coefficient = unchecked(_products[number].Coefficient * factor) };
        return new(unchecked(_number * factor), new(products));
    }
}
