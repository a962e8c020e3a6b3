namespace ModelGen.Gpu;

/// <content>The same functions on doubles, for gradient checks: within a few ULP, Power within 1e-13.</content>
public static partial class KernelMath
{
    private const double TwoByRootPi = 1.1283791670955126;

    // ln 2 in two doubles, of which the first ends in 32 zero bits.
    private const double Ln2HighDouble = 0.69314718036912382;
    private const double Ln2LowDouble = 1.9082149292705877e-10;
    private const double RounderDouble = 6755399441055744;
    private const long RootHalfBits = 0x3fe6a09e667f3bcd;

    /// <summary>e^x.</summary>
    public static double Exp(double x)
    {
        x = x < -746 ? -746 : x;
        x = x > 710 ? 710 : x;
        double scaled = x * 1.4426950408889634;
        double n = scaled + RounderDouble - RounderDouble;
        double r = Math.FusedMultiplyAdd(n, -Ln2HighDouble, x);
        r = Math.FusedMultiplyAdd(n, -Ln2LowDouble, r);
        double p = 1.0 / 6227020800;
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 479001600);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 3628800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 720);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 24);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 6);
        p = Math.FusedMultiplyAdd(p, r, 0.5);
        p = Math.FusedMultiplyAdd(p * r, r, r) + 1;
        int exponent = (int)n;
        int half = exponent >> 1;
        return p * PowerOfTwoDouble(half) * PowerOfTwoDouble(exponent - half);
    }

    /// <summary>ln x; NaN below 0.</summary>
    public static double Log(double x)
    {
        bool isTiny = x < 2.2250738585072014e-308;
        long bits = BitConverter.DoubleToInt64Bits(isTiny ? x * 18014398509481984 : x) - RootHalfBits;
        double k = (int)(bits >> 52) - (isTiny ? 54 : 0);
        double f = BitConverter.Int64BitsToDouble((bits & 0x000fffffffffffff) + RootHalfBits) - 1;
        double s = f / (2 + f);
        double z = s * s;
        double series = Math.FusedMultiplyAdd(z, 2.0 / 23, 2.0 / 21);
        series = Math.FusedMultiplyAdd(series, z, 2.0 / 19);
        series = Math.FusedMultiplyAdd(series, z, 2.0 / 17);
        series = Math.FusedMultiplyAdd(series, z, 2.0 / 15);
        series = Math.FusedMultiplyAdd(series, z, 2.0 / 13);
        series = Math.FusedMultiplyAdd(series, z, 2.0 / 11);
        series = Math.FusedMultiplyAdd(series, z, 2.0 / 9);
        series = Math.FusedMultiplyAdd(series, z, 2.0 / 7);
        series = Math.FusedMultiplyAdd(series, z, 2.0 / 5);
        series = Math.FusedMultiplyAdd(series, z, 2.0 / 3);
        double half = 0.5 * f * f;
        double small = Math.FusedMultiplyAdd(s, Math.FusedMultiplyAdd(series, z, half), k * Ln2LowDouble);
        double result = Math.FusedMultiplyAdd(k, Ln2HighDouble, f - (half - small));
        result = x == 0 ? double.NegativeInfinity : result;
        result = x < 0 ? double.NaN : result;
        return x < double.PositiveInfinity ? result : x;
    }

    /// <summary>ln(1 + x); NaN below -1.</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        double log = Log(u);
        double correction = (x - (u - 1)) / u;
        bool isLimit = (u == double.PositiveInfinity) | (u == 0);
        double result = isLimit ? log : log + correction;
        return u == 1 ? x : result;
    }

    /// <summary>1 / (1 + e^-x).</summary>
    public static double Sigmoid(double x)
    {
        double e = Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// <summary>tanh x: sinh x / cosh x by their series below 0.6, beyond it 1 - 2 / (e^2x + 1).</summary>
    public static double Tanh(double x)
    {
        double size = Math.Abs(x);
        double z = x * x;
        double sinh = 0, cosh = 0;
        for (int n = 10; n > 0; n--)
        {
            sinh = (sinh + 1) * z / (2 * n * ((2 * n) + 1));
            cosh = (cosh + 1) * z / (2 * n * ((2 * n) - 1));
        }

        double far = 1 - (2 / (Exp(size + size) + 1));
        return size < 0.6 ? x * ((1 + sinh) / (1 + cosh)) : Math.CopySign(far, x);
    }

    /// <summary>As <see cref="Erf(double)"/>, which has no need of e^(-x²).</summary>
    public static double Erf(double x, double e) => Erf(x);

    /// <summary>
    /// The error function, by the series 2/sqrt(pi) exp(-x²) sum 2^n x^(2n+1) / (2n+1)!!, whose terms all have one sign.
    /// </summary>
    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        size = size > 6 ? 6 : size;
        double term = size, sum = size;
        // 150 terms are enough for the largest.
        for (int n = 1; n < 150; n++)
        {
            term *= 2 * size * size / ((2 * n) + 1);
            sum += term;
        }

        return Math.CopySign(TwoByRootPi * Exp(-size * size) * sum, x);
    }

    /// <summary>x^y as IEEE 754 pow, of relative error 1e-13.</summary>
    public static double Power(double x, double y)
    {
        double magnitude = Math.Abs(x);
        double size = Exp(y * Log(magnitude));
        size = (magnitude == 1) & double.IsInfinity(y) ? 1 : size;
        bool isWhole = Math.Floor(y) == y;
        bool isOdd = isWhole & (Math.Abs(y) < 9007199254740992) && ((long)y & 1) != 0;
        bool isNegative = BitConverter.DoubleToInt64Bits(x) < 0;
        size = isNegative & isOdd ? -size : size;
        bool isUndefined = (x < 0) & !double.IsInfinity(x) & !isWhole;
        size = isUndefined | double.IsNaN(x) | double.IsNaN(y) ? double.NaN : size;
        return (x == 1) | (y == 0) ? 1 : size;
    }

    /// <summary>-1, 0 or 1; NaN of NaN.</summary>
    public static double Sign(double x)
    {
        double positive = x > 0 ? 1 : x;
        return x < 0 ? -1 : positive;
    }

    /// <summary>The lesser; NaN if either is NaN.</summary>
    public static double Minimum(double x, double y) => double.IsNaN(x) | double.IsNaN(y) ? double.NaN : x < y ? x : y;

    /// <summary>The greater; NaN if either is NaN.</summary>
    public static double Maximum(double x, double y) => double.IsNaN(x) | double.IsNaN(y) ? double.NaN : x > y ? x : y;

    private static double PowerOfTwoDouble(int n) => BitConverter.Int64BitsToDouble((long)(n + 1023) << 52);
}
