namespace ModelGen.Generator.IR;

/// <summary>Division of whole numbers as C# has it: quotients are cut towards zero, and a remainder has the sign of the dividend.</summary>
internal static class DimDivision
{
    /// <summary>The quotient; the floor of it where neither number can be negative.</summary>
    public static Dim Quotient(Dim dividend, Dim divisor, DimRanges ranges)
    {
        if (dividend.DivideExact(divisor) is { } exact) return exact;
        var size = AbsoluteValue(divisor, ranges);
        return TruncatedQuotient(dividend, size, ranges) * Dim.FloorDivide(divisor, size);
    }

    /// <summary>What is left of the dividend.</summary>
    public static Dim Remainder(Dim dividend, Dim divisor, DimRanges ranges)
    {
        if (dividend.DivideExact(divisor) is not null) return Dim.Zero;
        var size = AbsoluteValue(divisor, ranges);
        return dividend - (TruncatedQuotient(dividend, size, ranges) * size);
    }

    /// <summary>The quotient of any number by one that is not negative.</summary>
    private static Dim TruncatedQuotient(Dim dividend, Dim size, DimRanges ranges)
    {
        var (above, below) = (ranges.Clamp(dividend), ranges.Clamp(dividend * -1));
        return below.IsZero ? Dim.FloorDivide(above, size) : Floor(above) - Dim.FloorDivide(below, size);

        Dim Floor(Dim part) => part.IsZero ? part : Dim.FloorDivide(part, size);
    }

    /// <summary>The number without its sign.</summary>
    private static Dim AbsoluteValue(Dim number, DimRanges ranges) => ranges.Clamp(number) + ranges.Clamp(number * -1);
}
