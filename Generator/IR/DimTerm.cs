using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>A coefficient times a product of factors.</summary>
internal readonly record struct DimTerm(long Coefficient, DimProduct Product)
{
    public EquatableArray<DimFactor> Factors => Product.Factors;

    public DimTerm Multiply(DimTerm other) => new(unchecked(Coefficient * other.Coefficient), Product.Times(other.Product));

    /// <summary>The exact quotient, or null when there is none.</summary>
    public DimTerm? DivideExact(DimTerm by)
        => by.Coefficient != 0 && Coefficient % by.Coefficient == 0 && Product.Without(by.Product) is { } rest
            ? new DimTerm(Coefficient / by.Coefficient, rest)
            : null;

    public string ToText(bool first)
    {
        var sign = Coefficient < 0 ? "-" : first ? "" : "+";
        var size = Math.Abs(Coefficient);
        if (Factors.Count == 0) return sign + GraphText.Number(size);
        return sign + (size == 1 ? "" : GraphText.Number(size) + "*") + Product.Text;
    }
}
