using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// The functions of emitted kernels on vectors of floats. Each is branch-free, right for NaN, infinities, zeros of both signs and
/// denormals, and within the stated number of units in the last place (ULP) of the exact result over all floats.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    // ln 2 in two floats: the first has so few digits that its product with an exponent is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>e^x, within 2 ULP: 2^n e^r with |r| at most ln(2)/2, e^r by its series.</summary>
    /// <param name="x">Any.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        // Beyond these the result is 0 or infinity. The hardware's minimum and maximum are their second operand where that is NaN, so that
        // it stays.
        x = Vector.MinNative(Vector.Create(89f), Vector.MaxNative(Vector.Create(-104f), x));
        var p = ExpOfRest(x, out var exponent) + Vector<float>.One;

        // In two steps, since 2^n itself may not be a float.
        var half = exponent >> 1;
        return p * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>ln x, within 2 ULP: x = 2^k m with m in [sqrt(1/2), sqrt(2)), ln m by the series of 2 artanh((m-1)/(m+1)).</summary>
    /// <param name="x">Any; NaN below 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x)
    {
        var isTiny = Vector.LessThan(x, Vector.Create(1.17549435e-38f));
        var scaled = Vector.ConditionalSelect(isTiny, x * Vector.Create(16777216f), x);
        var bits = Vector.AsVectorInt32(scaled) - Vector.Create(0x3f3504f3);
        var k = Vector.ConvertToSingle((bits >> 23) - Vector.ConditionalSelect(isTiny, Vector.Create(24), Vector<int>.Zero));
        var f = Vector.AsVectorSingle((bits & Vector.Create(0x007fffff)) + Vector.Create(0x3f3504f3)) - Vector<float>.One;
        var s = f / (Vector.Create(2f) + f);
        var z = s * s;
        var series = Fma(z, Vector.Create(2f / 9), Vector.Create(2f / 7));
        series = Fma(series, z, Vector.Create(2f / 5));
        series = Fma(series, z, Vector.Create(2f / 3));
        var half = Vector.Create(0.5f) * f * f;
        var small = Fma(s, Fma(series, z, half), k * Vector.Create(Ln2Low));
        var result = Fma(k, Vector.Create(Ln2High), f - (half - small));
        result = Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), Vector.Create(float.NegativeInfinity), result);
        result = Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), Vector.Create(float.NaN), result);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector.Create(float.PositiveInfinity)), result, x);
    }

    /// <summary>ln(1 + x), within 3 ULP: the rounding of 1 + x is taken back, as Kahan does.</summary>
    /// <param name="x">Any; NaN below -1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log1p(Vector<float> x)
    {
        var u = Vector<float>.One + x;
        var correction = (x - (u - Vector<float>.One)) / u;
        var result = Log(u) + correction;
        var isSmall = Vector.Equals(u, Vector<float>.One);
        var isLimit = Vector.Equals(u, Vector.Create(float.PositiveInfinity)) | Vector.Equals(u, Vector<float>.Zero);
        return Vector.ConditionalSelect(isSmall, x, Vector.ConditionalSelect(isLimit, Log(u), result));
    }

    /// <summary>1 / (1 + e^-x), within 3 ULP; below -88, where e^-x leaves the floats, e^x.</summary>
    /// <param name="x">Any.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x)
    {
        // Of e^-|x| the exponent is at most 0: 2^(n + 24) is a float, down to the smallest result.
        var p = ExpOfRest(Vector.MaxNative(Vector.Create(-104f), -Vector.Abs(x)), out var exponent) + Vector<float>.One;
        var e = p * PowerOfTwo(exponent + Vector.Create(24)) * Vector.Create(1f / (1 << 24));
        var top = Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), e, Vector<float>.One);
        return top / (Vector<float>.One + e);
    }

    /// <summary>tanh x, within 3 ULP: m / (m + 2) with m = e^2|x| - 1, in which nothing cancels: 2^n (e^r - 1) + (2^n - 1).</summary>
    /// <param name="x">Any.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        // Beyond 10 the result is 1.
        var size = Vector.MinNative(Vector.Create(20f), Vector.Abs(x + x));
        var rest = ExpOfRest(size, out var exponent);
        var power = PowerOfTwo(exponent);
        var m = Fma(rest, power, power - Vector<float>.One);
        return CopySign(m / (m + Vector.Create(2f)), x);
    }

    /// <summary>
    /// The error function, within 3 ULP: below 0.9 x p(x²) with a minimax fit of relative error 3e-10, beyond it 1 - e^(-x²) t p(t) with
    /// t = 1 / (1 + x/2), where p is a least-squares fit to erfcx(x) / t on [0.85, 4.3], of relative error 8e-9.
    /// </summary>
    /// <param name="x">Any.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Erf(Vector<float> x)
    {
        // Beyond 4.2 the result is 1.
        var size = Vector.MinNative(Vector.Create(4.2f), Vector.Abs(x));
        var z = size * size;
        var e = (ExpOfRest(-z, out var exponent) + Vector<float>.One) * PowerOfTwo(exponent);
        return CopySign(Erf(size, z, e), x);
    }

    /// <summary>As <see cref="Erf(Vector{float})"/>, where e^(-x²) is at hand.</summary>
    /// <param name="x">Any.</param>
    /// <param name="e">e^(-x²), within 2 ULP.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Erf(Vector<float> x, Vector<float> e) => CopySign(Erf(Vector.Abs(x), x * x, e), x);

    /// <summary>x^y as IEEE 754 pow, within 1 ULP: computed in double precision.</summary>
    /// <param name="x">Any.</param>
    /// <param name="y">Any.</param>
    public static Vector<float> Power(Vector<float> x, Vector<float> y)
    {
        Span<float> values = stackalloc float[Vector<float>.Count];
        for (var lane = 0; lane < values.Length; lane++) values[lane] = (float)Math.Pow(x[lane], y[lane]);
        return new(values);
    }

    /// <summary>-1, 0 or 1; NaN of NaN.</summary>
    /// <param name="x">Any.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sign(Vector<float> x)
    {
        var one = Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One, x);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), -Vector<float>.One, one);
    }

    /// <summary>The lesser; NaN if either is NaN.</summary>
    /// <param name="x">Any.</param>
    /// <param name="y">Any.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Minimum(Vector<float> x, Vector<float> y)
        => Vector.ConditionalSelect(Vector.LessThan(x, y) | ~Vector.Equals(x, x), x, y);

    /// <summary>The greater; NaN if either is NaN.</summary>
    /// <param name="x">Any.</param>
    /// <param name="y">Any.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Maximum(Vector<float> x, Vector<float> y)
        => Vector.ConditionalSelect(Vector.GreaterThan(x, y) | ~Vector.Equals(x, x), x, y);

    /// <summary>erf of a size, given its square z and e^-z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Erf(Vector<float> size, Vector<float> z, Vector<float> e)
    {
        var near = Vector.Create(8.51345976e-5f);
        near = Fma(near, z, Vector.Create(-8.17573222e-4f));
        near = Fma(near, z, Vector.Create(5.20386826e-3f));
        near = Fma(near, z, Vector.Create(-2.68605128e-2f));
        near = Fma(near, z, Vector.Create(1.12837151e-1f));
        near = Fma(near, z, Vector.Create(-3.76126349e-1f));
        near = size * Fma(near, z, Vector.Create(1.12837923f));
        var t = Vector<float>.One / Fma(size, Vector.Create(0.5f), Vector<float>.One);
        var p = Vector.Create(0.0516881576f);
        p = Fma(p, t, Vector.Create(-0.0876235362f));
        p = Fma(p, t, Vector.Create(-0.112120208f));
        p = Fma(p, t, Vector.Create(0.210786006f));
        p = Fma(p, t, Vector.Create(0.110488734f));
        p = Fma(p, t, Vector.Create(0.26540826f));
        p = Fma(p, t, Vector.Create(0.279306452f));
        p = Fma(p, t, Vector.Create(0.282269906f));
        return Vector.ConditionalSelect(Vector.LessThan(size, Vector.Create(0.9f)), near, Vector<float>.One - (e * t * p));
    }

    /// <summary>
    /// a * b + c, rounded once; twice in browsers, whose interpreter takes the fused one element by element. The stated errors hold there
    /// too (build/browser-test.sh).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Fma(Vector<float> a, Vector<float> b, Vector<float> c)
        => OperatingSystem.IsBrowser() ? (a * b) + c : Vector.FusedMultiplyAdd(a, b, c);

    /// <summary>e^r - 1, where x = n ln 2 + r with |r| at most ln(2)/2, by its series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpOfRest(Vector<float> x, out Vector<int> exponent)
    {
        var n = Vector.Round(x * Vector.Create(1.44269504f));

        // Both are the same for what is a whole number of few digits; either is slow where the other is not.
        exponent = OperatingSystem.IsBrowser() ? Vector.ConvertToInt32(n) : Vector.ConvertToInt32Native(n);
        var r = Fma(n, Vector.Create(-Ln2High), x);
        r = Fma(n, Vector.Create(-Ln2Low), r);
        var p = Vector.Create(1f / 5040);
        p = Fma(p, r, Vector.Create(1f / 720));
        p = Fma(p, r, Vector.Create(1f / 120));
        p = Fma(p, r, Vector.Create(1f / 24));
        p = Fma(p, r, Vector.Create(1f / 6));
        p = Fma(p, r, Vector.Create(0.5f));
        return Fma(p * r, r, r);
    }

    /// <summary>2^n for n in [-126, 127].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<int> n) => Vector.AsVectorSingle((n + Vector.Create(127)) << 23);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> CopySign(Vector<float> size, Vector<float> sign)
        => Vector.AsVectorSingle(Vector.AsVectorInt32(size) | (Vector.AsVectorInt32(sign) & Vector.Create(int.MinValue)));
}
