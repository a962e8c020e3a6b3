using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Oracle;

/// <summary>What each elementwise primitive does to numbers; a Bool is 0 or 1.</summary>
internal static class ScalarMeaning
{
    public static double Apply(OpKind kind, double[] x) => kind switch
    {
        OpKind.Negate => -x[0],
        OpKind.Exp => Math.Exp(x[0]),
        OpKind.Log => Math.Log(x[0]),
        OpKind.Log1p => Log1p(x[0]),
        OpKind.Sqrt => Math.Sqrt(x[0]),
        OpKind.Abs => Math.Abs(x[0]),
        OpKind.Sign => double.IsNaN(x[0]) ? x[0] : Math.Sign(x[0]),
        OpKind.Tanh => Math.Tanh(x[0]),
        OpKind.Sigmoid => 1 / (1 + Math.Exp(-x[0])),
        OpKind.Erf => Erf(x[0]),
        OpKind.Sin => Math.Sin(x[0]),
        OpKind.Cos => Math.Cos(x[0]),
        OpKind.Floor => Math.Floor(x[0]),
        OpKind.Round => Math.Round(x[0]),
        OpKind.Detach => x[0],
        OpKind.Add => x[0] + x[1],
        OpKind.Subtract => x[0] - x[1],
        OpKind.Multiply => x[0] * x[1],
        OpKind.Divide => x[0] / x[1],
        OpKind.Power => Math.Pow(x[0], x[1]),
        OpKind.Minimum => Math.Min(x[0], x[1]),
        OpKind.Maximum => Math.Max(x[0], x[1]),
        OpKind.Less => x[0] < x[1] ? 1 : 0,
        OpKind.LessOrEqual => x[0] <= x[1] ? 1 : 0,
        OpKind.Equal => x[0] == x[1] ? 1 : 0,
        OpKind.Select => x[0] != 0 ? x[1] : x[2],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not elementwise"),
    };

    /// <summary>
    /// What an element of one type becomes in another: the compiler's doubles stand for elements of all types, so that the element itself
    /// is rounded first.
    /// </summary>
    public static double Convert(double value, ElementType from, ElementType to) => Narrow(Narrow(value, from), to);

    /// <summary>The element of a type that is nearest to a number; a whole number is cut.</summary>
    public static double Narrow(double value, ElementType type) => type switch
    {
        ElementType.Float32 => (float)value,
        ElementType.Float16 => (double)(Half)value,
        ElementType.BFloat16 => Brain(value),
        ElementType.Int32 => Math.Truncate(value),
        _ => value,
    };

    /// <summary>
    /// The nearer of the two neighbours that are the upper halves of singles, of two as near the even one; behind the greatest comes 2^128,
    /// which is infinite.
    /// </summary>
    private static double Brain(double value)
    {
        if (!double.IsFinite(value)) return value;
        var size = Math.Abs(value);
        var single = (float)Math.Min(size, float.MaxValue);
        if (single > size) single = MathF.BitDecrement(single);
        var upper = BitConverter.SingleToUInt32Bits(single) >> 16;
        var (below, above) = (Number(upper), upper == 0x7F7F ? Math.Pow(2, 128) : Number(upper + 1));
        var isBelow = size - below < above - size || (size - below == above - size && upper % 2 == 0);
        return Math.CopySign(isBelow ? below : above > float.MaxValue ? double.PositiveInfinity : above, value);

        static double Number(uint upper) => BitConverter.UInt32BitsToSingle(upper << 16);
    }

    // Kahan's correction of the rounding of 1 + x.
    private static double Log1p(double x)
    {
        var u = 1 + x;
        if (u == 1 || double.IsPositiveInfinity(x)) return x;
        return Math.Log(u) * (x / (u - 1));
    }

    // 2 / sqrt(pi) exp(-x²) sum 2^n x^(2n+1) / (2n+1)!!, whose terms all have one sign.
    private static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        if (Math.Abs(x) > 6) return Math.Sign(x);
        var (term, sum) = (x, x);
        for (var n = 1; n < 300 && Math.Abs(term) > Math.Abs(sum) * 1e-17; n++) sum += term *= 2 * x * x / ((2 * n) + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
