using System.Numerics;
using ModelGen.Runtime;

namespace ModelGen.Tests.Vectors;

/// <summary>The stated errors hold over a dense sample of all floats, and special values are right.</summary>
public class VectorMathTests
{
    [Fact]
    public void Exp() => WithinUlp(VectorMath.Exp, Math.Exp, 2);

    [Fact]
    public void Log() => WithinUlp(VectorMath.Log, Math.Log, 2);

    [Fact]
    public void Log1p() => WithinUlp(VectorMath.Log1p, HostMath.Log1p, 3);

    [Fact]
    public void Tanh() => WithinUlp(VectorMath.Tanh, Math.Tanh, 3);

    [Fact]
    public void Sigmoid() => WithinUlp(VectorMath.Sigmoid, HostMath.Sigmoid, 3);

    [Fact]
    public void Erf() => WithinUlp(VectorMath.Erf, HostMath.Erf, 3);

    [Fact]
    public void ErfBesideItsDerivative() => WithinUlp(x => VectorMath.Erf(x, VectorMath.Exp(-(x * x))), HostMath.Erf, 3);

    [Fact]
    public void Sin() => WithinUlp(VectorMath.Sin, Math.Sin, 2);

    [Fact]
    public void Cos() => WithinUlp(VectorMath.Cos, Math.Cos, 2);

    [Fact]
    public void MinimumAndMaximumKeepNaN()
    {
        float[] values = [float.NaN, float.NegativeInfinity, -1, 0, 2, float.PositiveInfinity];
        foreach (var x in values)
        {
            foreach (var y in values)
            {
                Assert.Equal(MathF.Min(x, y), VectorMath.Minimum(Vector.Create(x), Vector.Create(y))[0]);
                Assert.Equal(MathF.Max(x, y), VectorMath.Maximum(Vector.Create(x), Vector.Create(y))[0]);
            }
        }
    }

    private static void WithinUlp(Func<Vector<float>, Vector<float>> function, Func<double, double> exact, double bound)
    {
        var (worst, at) = (0.0, 0f);
        var lanes = new float[Vector<float>.Count];
        for (long bits = 0; bits < 1L << 32;)
        {
            for (var lane = 0; lane < lanes.Length; lane++, bits += 4093)
                lanes[lane] = BitConverter.UInt32BitsToSingle((uint)Math.Min(bits, uint.MaxValue));
            var actual = function(new Vector<float>(lanes));
            for (var lane = 0; lane < lanes.Length; lane++)
            {
                var error = Ulps(exact(lanes[lane]), actual[lane]);
                if (error > worst || double.IsNaN(error)) (worst, at) = (error, lanes[lane]);
                if (double.IsNaN(error)) break;
            }
        }

        foreach (var special in (float[])[0, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon,
            float.MaxValue, float.MinValue, 1, -1, 88.72f, -87.4f, -103.9f])
        {
            var error = Ulps(exact(special), function(Vector.Create(special))[0]);
            if (!(error <= worst)) (worst, at) = (error, special);
        }

        Assert.True(worst <= bound, $"{worst} ULP at {at:R}: {function(Vector.Create(at))[0]:R} for {exact(at):R}");
    }

    /// <summary>The distance in units in the last place of the float nearest to the exact value; infinite where only one is NaN.</summary>
    private static double Ulps(double exact, float actual)
    {
        var nearest = (float)exact;
        if (float.IsNaN(nearest) || float.IsNaN(actual)) return float.IsNaN(nearest) == float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (nearest == actual) return nearest == 0 && float.IsNegative(nearest) != float.IsNegative(actual) ? double.PositiveInfinity : 0;
        if (float.IsInfinity(nearest) || float.IsInfinity(actual)) return double.PositiveInfinity;
        var unit = Math.Max((double)MathF.BitIncrement(Math.Abs(nearest)) - Math.Abs(nearest), float.Epsilon);
        return Math.Abs(exact - actual) / unit;
    }
}
