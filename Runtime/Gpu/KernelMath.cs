using System.ComponentModel;

namespace ModelGen.Gpu;

/// <summary>
/// The functions of emitted kernels on floats: the same steps as <c>ModelGen.Runtime.VectorMath</c>, so that devices agree with the
/// processor, and nothing that drivers approximate. Errors are stated in units in the last place (ULP).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class KernelMath
{
    // ln 2 in two floats: the first has so few digits that its product with an exponent is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Added and taken away, it leaves the nearest integer, ties to even: at 1.5 * 2^23 floats are 1 apart.
    private const float Rounder = 12582912f;

    /// <summary>e^x, within 2 ULP: 2^n e^r with |r| at most ln(2)/2, e^r by its series.</summary>
    public static float Exp(float x)
    {
        // Beyond these the result is 0 or infinity; NaN passes.
        x = x < -104f ? -104f : x;
        x = x > 89f ? 89f : x;
        float n = Exponent(x);
        float p = ExpOfRest(x, n) + 1f;

        // In two steps, since 2^n itself may not be a float.
        int exponent = (int)n;
        int half = exponent >> 1;
        return p * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>
    /// ln x, within 2 ULP; NaN below 0: x = 2^k m with m in [sqrt(1/2), sqrt(2)), ln m by the series of 2 artanh((m-1)/(m+1)).
    /// </summary>
    public static float Log(float x)
    {
        bool isTiny = x < 1.17549435e-38f;
        int bits = BitConverter.SingleToInt32Bits(isTiny ? x * 16777216f : x) - 0x3f3504f3;
        float k = (bits >> 23) - (isTiny ? 24 : 0);
        float f = BitConverter.Int32BitsToSingle((bits & 0x007fffff) + 0x3f3504f3) - 1f;
        float s = f / (2f + f);
        float z = s * s;
        float series = MathF.FusedMultiplyAdd(z, 2f / 9, 2f / 7);
        series = MathF.FusedMultiplyAdd(series, z, 2f / 5);
        series = MathF.FusedMultiplyAdd(series, z, 2f / 3);
        float half = 0.5f * f * f;
        float small = MathF.FusedMultiplyAdd(s, MathF.FusedMultiplyAdd(series, z, half), k * Ln2Low);
        float result = MathF.FusedMultiplyAdd(k, Ln2High, f - (half - small));
        result = x == 0f ? float.NegativeInfinity : result;
        result = x < 0f ? float.NaN : result;
        return x < float.PositiveInfinity ? result : x;
    }

    /// <summary>ln(1 + x), within 3 ULP; NaN below -1: the rounding of 1 + x is taken back, as Kahan does.</summary>
    public static float Log1p(float x)
    {
        float u = 1f + x;
        float log = Log(u);
        float correction = (x - (u - 1f)) / u;
        bool isLimit = (u == float.PositiveInfinity) | (u == 0f);
        float result = isLimit ? log : log + correction;
        return u == 1f ? x : result;
    }

    /// <summary>1 / (1 + e^-x), within 3 ULP; where e^-x leaves the floats, e^x.</summary>
    public static float Sigmoid(float x)
    {
        // Of e^-|x| the exponent is at most 0: 2^(n + 24) is a float, down to the smallest result.
        float size = -MathF.Abs(x);
        size = size < -104f ? -104f : size;
        float n = Exponent(size);
        float e = (ExpOfRest(size, n) + 1f) * PowerOfTwo((int)n + 24) * (1f / (1 << 24));
        return (x < 0f ? e : 1f) / (1f + e);
    }

    /// <summary>tanh x, within 3 ULP: m / (m + 2) with m = e^2|x| - 1, in which nothing cancels: 2^n (e^r - 1) + (2^n - 1).</summary>
    public static float Tanh(float x)
    {
        // Beyond 10 the result is 1; NaN passes.
        float size = MathF.Abs(x + x);
        size = size > 20f ? 20f : size;
        float n = Exponent(size);
        float power = PowerOfTwo((int)n);
        float m = MathF.FusedMultiplyAdd(ExpOfRest(size, n), power, power - 1f);
        return MathF.CopySign(m / (m + 2f), x);
    }

    /// <summary>The error function, within 3 ULP: below 0.9 x p(x²), beyond it 1 - e^(-x²) t p(t) with t = 1 / (1 + x/2).</summary>
    public static float Erf(float x)
    {
        // Beyond 4.2 the result is 1; NaN passes.
        float size = MathF.Abs(x);
        size = size > 4.2f ? 4.2f : size;
        float z = size * size;
        float n = Exponent(-z);
        return MathF.CopySign(Erf(size, z, (ExpOfRest(-z, n) + 1f) * PowerOfTwo((int)n)), x);
    }

    /// <summary>As <see cref="Erf(float)"/>, where e^(-x²) is at hand.</summary>
    public static float Erf(float x, float e) => MathF.CopySign(Erf(MathF.Abs(x), x * x, e), x);

    /// <summary>x^y as IEEE 754 pow, within 1 ULP: computed in double precision.</summary>
    public static float Power(float x, float y) => (float)Power((double)x, y);

    /// <summary>-1, 0 or 1; NaN of NaN.</summary>
    public static float Sign(float x)
    {
        float positive = x > 0f ? 1f : x;
        return x < 0f ? -1f : positive;
    }

    /// <summary>The lesser; NaN if either is NaN.</summary>
    public static float Minimum(float x, float y) => float.IsNaN(x) | float.IsNaN(y) ? float.NaN : x < y ? x : y;

    /// <summary>The greater; NaN if either is NaN.</summary>
    public static float Maximum(float x, float y) => float.IsNaN(x) | float.IsNaN(y) ? float.NaN : x > y ? x : y;

    /// <summary>erf of a size, given its square z and e^-z.</summary>
    private static float Erf(float size, float z, float e)
    {
        float near = 8.51345976e-5f;
        near = MathF.FusedMultiplyAdd(near, z, -8.17573222e-4f);
        near = MathF.FusedMultiplyAdd(near, z, 5.20386826e-3f);
        near = MathF.FusedMultiplyAdd(near, z, -2.68605128e-2f);
        near = MathF.FusedMultiplyAdd(near, z, 1.12837151e-1f);
        near = MathF.FusedMultiplyAdd(near, z, -3.76126349e-1f);
        near = size * MathF.FusedMultiplyAdd(near, z, 1.12837923f);
        float t = 1f / MathF.FusedMultiplyAdd(size, 0.5f, 1f);
        float p = 0.0516881576f;
        p = MathF.FusedMultiplyAdd(p, t, -0.0876235362f);
        p = MathF.FusedMultiplyAdd(p, t, -0.112120208f);
        p = MathF.FusedMultiplyAdd(p, t, 0.210786006f);
        p = MathF.FusedMultiplyAdd(p, t, 0.110488734f);
        p = MathF.FusedMultiplyAdd(p, t, 0.26540826f);
        p = MathF.FusedMultiplyAdd(p, t, 0.279306452f);
        p = MathF.FusedMultiplyAdd(p, t, 0.282269906f);
        return size < 0.9f ? near : 1f - (e * t * p);
    }

    /// <summary>The whole number n for which x = n ln 2 + r with |r| at most ln(2)/2.</summary>
    private static float Exponent(float x) => (x * 1.44269504f) + Rounder - Rounder;

    /// <summary>e^r - 1 for that r, by its series.</summary>
    private static float ExpOfRest(float x, float n)
    {
        float r = MathF.FusedMultiplyAdd(n, -Ln2High, x);
        r = MathF.FusedMultiplyAdd(n, -Ln2Low, r);
        float p = 1f / 5040;
        p = MathF.FusedMultiplyAdd(p, r, 1f / 720);
        p = MathF.FusedMultiplyAdd(p, r, 1f / 120);
        p = MathF.FusedMultiplyAdd(p, r, 1f / 24);
        p = MathF.FusedMultiplyAdd(p, r, 1f / 6);
        p = MathF.FusedMultiplyAdd(p, r, 0.5f);
        return MathF.FusedMultiplyAdd(p * r, r, r);
    }

    private static float PowerOfTwo(int n) => BitConverter.Int32BitsToSingle((n + 127) << 23);
}
