using ModelGen.Runtime;

namespace ModelGen.Gpu;

/// <content>Sine, cosine and rounding.</content>
public static partial class KernelMath
{
    // pi/2 in three floats, and in three doubles.
    private const float HalfPiHigh = 1.57079637f;
    private const float HalfPiMiddle = -4.37113883e-8f;
    private const float HalfPiLow = -1.71512451e-15f;
    private const double HalfPiHighDouble = 1.5707963267948966;
    private const double HalfPiMiddleDouble = 6.123233995736766e-17;
    private const double HalfPiLowDouble = -1.4973849048591698e-33;

    // Up to here three doubles of pi/2 are enough.
    private const double LimitDouble = 1073741824;

    /// <summary>sin x, within 2 ULP for every x.</summary>
    public static float Sin(float x) => Wave(x, 0);

    /// <summary>cos x, within 2 ULP for every x.</summary>
    public static float Cos(float x) => Wave(x, 1);

    /// <summary>sin x, for |x| up to 2^30; beyond, where no gradient check goes, NaN.</summary>
    public static double Sin(double x) => Wave(x, 0);

    /// <summary>cos x, for |x| up to 2^30; beyond, where no gradient check goes, NaN.</summary>
    public static double Cos(double x) => Wave(x, 1);

    /// <summary>The nearest whole number, the even one of two.</summary>
    public static float Round(float x)
    {
        float size = MathF.Abs(x);
        return MathF.CopySign(size < 8388608f ? size + 8388608f - 8388608f : size, x);
    }

    /// <summary>The nearest whole number, the even one of two.</summary>
    public static double Round(double x)
    {
        double size = Math.Abs(x);
        return Math.CopySign(size < 4503599627370496 ? size + 4503599627370496 - 4503599627370496 : size, x);
    }

    private static float Wave(float x, int quarters)
    {
        float scaled = x * 0.636619747f;
        float turns = scaled + Rounder - Rounder;
        float rest = MathF.FusedMultiplyAdd(turns, -HalfPiHigh, x);
        rest = MathF.FusedMultiplyAdd(turns, -HalfPiMiddle, rest);
        rest = MathF.FusedMultiplyAdd(turns, -HalfPiLow, rest);
        rest = turns == 0f ? x : rest;
        int quadrant = 0;
        float size = MathF.Abs(x);
        if (size > PayneHanekReduction.Limit)
        {
            ulong far = PayneHanekReduction.Reduce(x);
            int sign = x < 0f ? -1 : 1;
            rest = size < float.PositiveInfinity ? sign * PayneHanekReduction.Rest(far) : float.NaN;
            quadrant = sign * PayneHanekReduction.Nearest(far);
        }
        else
        {
            quadrant = (int)turns;
        }

        quadrant += quarters;
        float z = rest * rest;
        float sine = 1f / 362880;
        sine = MathF.FusedMultiplyAdd(sine, z, -1f / 5040);
        sine = MathF.FusedMultiplyAdd(sine, z, 1f / 120);
        sine = MathF.FusedMultiplyAdd(sine, z, -1f / 6);
        sine = rest * MathF.FusedMultiplyAdd(sine, z, 1f);
        float cosine = -1f / 3628800;
        cosine = MathF.FusedMultiplyAdd(cosine, z, 1f / 40320);
        cosine = MathF.FusedMultiplyAdd(cosine, z, -1f / 720);
        cosine = MathF.FusedMultiplyAdd(cosine, z, 1f / 24);
        cosine = MathF.FusedMultiplyAdd(cosine, z, -0.5f);
        cosine = MathF.FusedMultiplyAdd(cosine, z, 1f);
        float value = (quadrant & 1) != 0 ? cosine : sine;
        return (quadrant & 2) != 0 ? -value : value;
    }

    private static double Wave(double x, int quarters)
    {
        double scaled = x * 0.6366197723675814;
        double turns = scaled + RounderDouble - RounderDouble;
        double rest = Math.FusedMultiplyAdd(turns, -HalfPiHighDouble, x);
        rest = Math.FusedMultiplyAdd(turns, -HalfPiMiddleDouble, rest);
        rest = Math.FusedMultiplyAdd(turns, -HalfPiLowDouble, rest);
        bool isNear = Math.Abs(x) <= LimitDouble;
        rest = turns == 0 ? x : isNear ? rest : double.NaN;
        int quadrant = (isNear ? (int)turns : 0) + quarters;
        double z = rest * rest;
        double sine = 0, cosine = 0;
        for (int n = 9; n > 0; n--)
        {
            sine = (1 + sine) * -z / (2 * n * ((2 * n) + 1));
            cosine = (1 + cosine) * -z / (2 * n * ((2 * n) - 1));
        }

        double value = (quadrant & 1) != 0 ? 1 + cosine : rest * (1 + sine);
        return (quadrant & 2) != 0 ? -value : value;
    }
}
