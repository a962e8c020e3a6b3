using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <content>The same functions on doubles, for gradient checks: exact to a few ULP, lane by lane where .NET has no vector form.</content>
public static partial class VectorMath
{
    /// <summary>e^x.</summary>
    /// <param name="x">Any.</param>
    public static Vector<double> Exp(Vector<double> x) => EachLane(x, Math.Exp);

    /// <summary>ln x; NaN below 0.</summary>
    /// <param name="x">Any.</param>
    public static Vector<double> Log(Vector<double> x) => EachLane(x, Math.Log);

    /// <summary>ln(1 + x), right for small x; NaN below -1.</summary>
    /// <param name="x">Any.</param>
    public static Vector<double> Log1p(Vector<double> x) => EachLane(x, HostMath.Log1p);

    /// <summary>1 / (1 + e^-x).</summary>
    /// <param name="x">Any.</param>
    public static Vector<double> Sigmoid(Vector<double> x) => EachLane(x, HostMath.Sigmoid);

    /// <summary>tanh x.</summary>
    /// <param name="x">Any.</param>
    public static Vector<double> Tanh(Vector<double> x) => EachLane(x, Math.Tanh);

    /// <summary>The error function.</summary>
    /// <param name="x">Any.</param>
    public static Vector<double> Erf(Vector<double> x) => EachLane(x, HostMath.Erf);

    /// <summary>The error function.</summary>
    /// <param name="x">Any.</param>
    /// <param name="e">e^(-x²), which this one does not need.</param>
    public static Vector<double> Erf(Vector<double> x, Vector<double> e) => Erf(x);

    /// <summary>x^y as IEEE 754 pow.</summary>
    /// <param name="x">Any.</param>
    /// <param name="y">Any.</param>
    public static Vector<double> Power(Vector<double> x, Vector<double> y)
    {
        Span<double> values = stackalloc double[Vector<double>.Count];
        for (var lane = 0; lane < values.Length; lane++) values[lane] = Math.Pow(x[lane], y[lane]);
        return new(values);
    }

    /// <summary>-1, 0 or 1; NaN of NaN.</summary>
    /// <param name="x">Any.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sign(Vector<double> x)
    {
        var one = Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<double>.Zero), Vector<double>.One, x);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), -Vector<double>.One, one);
    }

    /// <summary>The lesser; NaN if either is NaN.</summary>
    /// <param name="x">Any.</param>
    /// <param name="y">Any.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Minimum(Vector<double> x, Vector<double> y)
        => Vector.ConditionalSelect(Vector.LessThan(x, y) | ~Vector.Equals(x, x), x, y);

    /// <summary>The greater; NaN if either is NaN.</summary>
    /// <param name="x">Any.</param>
    /// <param name="y">Any.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Maximum(Vector<double> x, Vector<double> y)
        => Vector.ConditionalSelect(Vector.GreaterThan(x, y) | ~Vector.Equals(x, x), x, y);

    private static Vector<double> EachLane(Vector<double> x, Func<double, double> function)
    {
        Span<double> values = stackalloc double[Vector<double>.Count];
        for (var lane = 0; lane < values.Length; lane++) values[lane] = function(x[lane]);
        return new(values);
    }
}
