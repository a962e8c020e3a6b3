using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>
/// The functions of emitted host code that <see cref="Math"/> lacks, on the few numbers that are computed once for each call.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HostMath
{
    /// <summary>-1, 0 or 1, and NaN of NaN.</summary>
    public static double Sign(double x) => double.IsNaN(x) ? x : Math.Sign(x);

    /// <summary>log(1 + x), right for small x: Kahan's correction of the rounding of 1 + x.</summary>
    public static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(u) ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>
    /// The error function, by the series 2/sqrt(pi) exp(-x²) sum 2^n x^(2n+1) / (2n+1)!!, whose terms all have one sign.
    /// </summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        if (Math.Abs(x) > 6) return Math.Sign(x);
        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++) sum += term *= 2 * x * x / ((2 * n) + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
