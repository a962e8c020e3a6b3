namespace ModelGen.Runtime;

/// <summary>
/// Tells numbers that are not finite by the upper halves of their bits, in memory that holds whole numbers too: of the numbers that are
/// none, those that processors and GPUs make, for the others are what small negative whole numbers look like.
/// </summary>
/// <param name="Infinity">The upper word of infinity.</param>
/// <param name="NegativeNaN">That of what x86-64 makes of an invalid operation.</param>
/// <param name="Words">Words of 4 bytes that a number has.</param>
internal readonly record struct NotFiniteBits(uint Infinity, uint NegativeNaN, int Words)
{
    private const uint Negative = 0x8000_0000;

    private static readonly NotFiniteBits Single = new(0x7F80_0000, 0xFFC0_0000, 1);
    private static readonly NotFiniteBits Double = new(0x7FF0_0000, 0xFFF8_0000, 2);

    /// <summary>Those of numbers of a precision.</summary>
    public static NotFiniteBits Of(Precision precision) => precision == Precision.Double ? Double : Single;

    /// <summary>Whether a number of this upper word is infinite.</summary>
    public bool IsInfinite(uint upper) => (upper & ~Negative) == Infinity;

    /// <summary>Whether it is none.</summary>
    public bool IsNaN(uint upper) => (upper > Infinity && upper < Negative) || upper == NegativeNaN;
}
