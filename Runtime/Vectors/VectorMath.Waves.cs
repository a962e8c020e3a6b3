using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <content>Sine and cosine: an angle within pi/4 of a multiple of pi/2, and the series there.</content>
public static partial class VectorMath
{
    // pi/2 in three floats.
    private const float HalfPiHigh = 1.57079637f;
    private const float HalfPiMiddle = -4.37113883e-8f;
    private const float HalfPiLow = -1.71512451e-15f;

    /// <summary>sin x, within 2 ULP for every x.</summary>
    /// <param name="x">Any; NaN of an infinity.</param>
    public static Vector<float> Sin(Vector<float> x) => Wave(x, Vector<int>.Zero);

    /// <summary>cos x, within 2 ULP for every x.</summary>
    /// <param name="x">Any; NaN of an infinity.</param>
    public static Vector<float> Cos(Vector<float> x) => Wave(x, Vector<int>.One);

    /// <summary>sin x.</summary>
    /// <param name="x">Any.</param>
    public static Vector<double> Sin(Vector<double> x) => EachLane(x, Math.Sin);

    /// <summary>cos x.</summary>
    /// <param name="x">Any.</param>
    public static Vector<double> Cos(Vector<double> x) => EachLane(x, Math.Cos);

    // sin(x + quarters pi/2).
    private static Vector<float> Wave(Vector<float> x, Vector<int> quarters)
    {
        var turns = Vector.Round(x * Vector.Create(0.636619747f));

        // Most of it cancels: what rounding a product takes would be all that is left.
        var rest = Vector.FusedMultiplyAdd(turns, Vector.Create(-HalfPiHigh), x);
        rest = Vector.FusedMultiplyAdd(turns, Vector.Create(-HalfPiMiddle), rest);
        rest = Vector.FusedMultiplyAdd(turns, Vector.Create(-HalfPiLow), rest);
        rest = Vector.ConditionalSelect(Vector.Equals(turns, Vector<float>.Zero), x, rest);
        var quadrant = Vector.ConvertToInt32(turns);
        if (Vector.GreaterThanAny(Vector.Abs(x), Vector.Create(PayneHanekReduction.Limit))) Far(x, ref rest, ref quadrant);
        quadrant += quarters;
        var z = rest * rest;
        var sine = Vector.Create(1f / 362880);
        sine = Fma(sine, z, Vector.Create(-1f / 5040));
        sine = Fma(sine, z, Vector.Create(1f / 120));
        sine = Fma(sine, z, Vector.Create(-1f / 6));
        sine = rest * Fma(sine, z, Vector<float>.One);
        var cosine = Vector.Create(-1f / 3628800);
        cosine = Fma(cosine, z, Vector.Create(1f / 40320));
        cosine = Fma(cosine, z, Vector.Create(-1f / 720));
        cosine = Fma(cosine, z, Vector.Create(1f / 24));
        cosine = Fma(cosine, z, Vector.Create(-0.5f));
        cosine = Fma(cosine, z, Vector<float>.One);
        var isCosine = Vector.Equals(quadrant & Vector<int>.One, Vector<int>.One);
        var value = Vector.ConditionalSelect(Vector.AsVectorSingle(isCosine), cosine, sine);
        return Vector.AsVectorSingle(Vector.AsVectorInt32(value) ^ ((quadrant & Vector.Create(2)) << 30));
    }

    private static void Far(Vector<float> x, ref Vector<float> rest, ref Vector<int> quadrant)
    {
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            if (!(Math.Abs(x[lane]) > PayneHanekReduction.Limit) || !float.IsFinite(x[lane])) continue;
            var (turns, sign) = (PayneHanekReduction.Reduce(x[lane]), x[lane] < 0 ? -1 : 1);
            rest = rest.WithElement(lane, sign * PayneHanekReduction.Rest(turns));
            quadrant = quadrant.WithElement(lane, sign * PayneHanekReduction.Nearest(turns));
        }
    }
}
