namespace ModelGen.Generator.IR;

/// <summary>
/// The numbers that an element type has, and how others are rounded to them: to the nearest, of two equally near ones to the one whose last
/// bit is 0; beyond the greatest to infinity. NaN stays NaN.
/// </summary>
/// <param name="Precision">The bits of a significand, the hidden one included.</param>
/// <param name="LeastExponent">
/// The exponent of the smallest normal number; below it, the distance of neighbours stays as it is there.
/// </param>
/// <param name="Greatest">The greatest finite number.</param>
internal sealed record FloatFormat(int Precision, int LeastExponent, double Greatest)
{
    private const int BitsOfFraction = 52;

    private const int ExponentBias = 1023;

    private static readonly FloatFormat Half = new(11, -14, 65504);

    private static readonly FloatFormat Brain = new(8, -126, 255 * PowerOfTwo(120));

    private static readonly FloatFormat Single = new(24, -126, float.MaxValue);

    /// <summary>The format of a float type; null for double precision, in which the compiler itself computes.</summary>
    public static FloatFormat? Find(ElementType type) => type switch
    {
        ElementType.Float16 => Half,
        ElementType.BFloat16 => Brain,
        ElementType.Float32 => Single,
        _ => null,
    };

    /// <summary>The element that a number becomes by conversion; an Int32 is rounded towards zero.</summary>
    public static double Convert(double value, ElementType to)
        => to == ElementType.Int32 ? Math.Truncate(value) : Find(to)?.Round(value) ?? value;

    /// <summary>Whether each element of a type is one of another, so that a conversion there and back changes nothing.</summary>
    public static bool IsExact(ElementType from, ElementType to)
    {
        if (from == to || from == ElementType.Bool) return true;
        if (from == ElementType.Int32) return to == ElementType.Float64;
        if (!to.IsFloat() || Find(from) is not { } own) return false;
        return Find(to) is not { } other
            || (own.Precision <= other.Precision && own.LeastExponent - own.Precision >= other.LeastExponent - other.Precision
                && own.Greatest <= other.Greatest);
    }

    /// <summary>The nearest number of this format.</summary>
    public double Round(double value)
    {
        if (value == 0 || double.IsNaN(value) || double.IsInfinity(value)) return value;

        // The distance of neighbours is a power of two: the quotient is exact, and so is the product.
        var spacing = PowerOfTwo(Math.Max(Exponent(value), LeastExponent) - Precision + 1);
        var rounded = Math.Round(value / spacing) * spacing;
        return Math.Abs(rounded) <= Greatest ? rounded : value > 0 ? double.PositiveInfinity : double.NegativeInfinity;
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + ExponentBias) << BitsOfFraction);

    /// <summary>The exponent of a normal double; of a smaller number one that is below every format's.</summary>
    private static int Exponent(double value)
        => (int)((BitConverter.DoubleToInt64Bits(value) >> BitsOfFraction) & ((2 * ExponentBias) + 1)) - ExponentBias;
}
