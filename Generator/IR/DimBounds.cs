namespace ModelGen.Generator.IR;

/// <summary>Bounds of sizes that vary between iterations of a loop.</summary>
internal static class DimBounds
{
    /// <summary>
    /// What a size never exceeds while an index runs from 0 to <paramref name="last"/>: each of its terms, products of what is never
    /// negative, is taken where it is greatest. It is reached where all terms grow, or all fall, with the index.
    /// </summary>
    public static Dim AtMost(this Dim dim, string index, Dim last) => Bound(dim, index, last, isUpper: true);

    /// <summary>The same of each axis.</summary>
    public static Shape AtMost(this Shape shape, string index, Dim last) => Shape.Of(shape.Dims.Select(dim => dim.AtMost(index, last)));

    /// <summary>What a size is never below while an index runs from 0 to <paramref name="last"/>.</summary>
    public static Dim AtLeast(this Dim dim, string index, Dim last) => Bound(dim, index, last, isUpper: false);

    private static Dim Bound(Dim dim, string index, Dim last, bool isUpper)
        => dim.Terms.Aggregate(Dim.Zero,
            (sum, term) =>
                sum + term.Factors.Aggregate((Dim)term.Coefficient,
                    (product, factor) => product * Bound(factor, index, last, isUpper == term.Coefficient > 0)));

    private static Dim Bound(DimFactor factor, string index, Dim last, bool isUpper)
    {
        if (factor.IsClamp) return Dim.Clamp(Bound(factor.Dividend, index, last, isUpper));
        if (factor.Name is null)
            return Dim.FloorDivide(Bound(factor.Dividend, index, last, isUpper), Bound(factor.Divisor, index, last, !isUpper));
        return factor.Name != index ? Dim.Symbol(factor.Name) : isUpper ? last : Dim.Zero;
    }
}
