using System.Numerics;
using ModelGen.Gpu;
using ModelGen.Runtime;
using Doubles = ModelGen.Tests.Gpu.Lanes<double, double>;
using Floats = ModelGen.Tests.Gpu.Lanes<float, float>;

namespace ModelGen.Tests.Gpu;

/// <summary>The functions of kernels against .NET's, and bit for bit against the processor's vector functions.</summary>
public class KernelMathTests
{
    private static readonly float[] Specials =
        [0, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue,
            1, -1, 88.72f, -87.4f, -103.9f];

    [Theory, OnDevices]
    public void Exp(string device)
        => Check(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Exp(a.X[i]); }, VectorMath.Exp, Math.Exp,
            2);

    [Theory, OnDevices]
    public void Log(string device)
        => Check(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Log(a.X[i]); }, VectorMath.Log, Math.Log,
            2);

    [Theory, OnDevices]
    public void Log1p(string device)
        => Check(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Log1p(a.X[i]); }, VectorMath.Log1p,
            HostMath.Log1p, 3);

    [Theory, OnDevices]
    public void Tanh(string device)
        => Check(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Tanh(a.X[i]); }, VectorMath.Tanh,
            Math.Tanh, 3);

    [Theory, OnDevices]
    public void Sigmoid(string device)
        => Check(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Sigmoid(a.X[i]); }, VectorMath.Sigmoid,
            HostMath.Sigmoid, 3);

    [Theory, OnDevices]
    public void Erf(string device)
        => Check(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Erf(a.X[i]); }, VectorMath.Erf,
            HostMath.Erf, 3);

    [Theory, OnDevices]
    public void ErfBesideItsDerivative(string device)
        => Check(device, a =>
        {
            int i = Floats.Index; if (i < a.X.Length)
                a.Result[i] = KernelMath.Erf(a.X[i], KernelMath.Exp(-(a.X[i] * a.X[i])));
        }, x => VectorMath.Erf(x, VectorMath.Exp(-(x * x))),
                HostMath.Erf, 3);

    [Theory, OnDevices]
    public void Sin(string device)
        => Check(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Sin(a.X[i]); }, VectorMath.Sin, Math.Sin,
            2);

    [Theory, OnDevices]
    public void Cos(string device)
        => Check(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Cos(a.X[i]); }, VectorMath.Cos, Math.Cos,
            2);

    [Theory, OnDevices]
    public void Round(string device)
        => Check(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Round(a.X[i]); }, x => Vector.Round(x),
            Math.Round, 0);

    [Theory, OnDevices]
    public void Floor(string device)
        => Check(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = MathF.Floor(a.X[i]); }, x => Vector.Floor(x),
            Math.Floor, 0);

    [Theory, OnDevices]
    public void Sign(string device)
        => Check(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Sign(a.X[i]); }, VectorMath.Sign,
            HostMath.Sign, 0);

    [Theory, OnDevices]
    public void PowerMinimumAndMaximum(string device)
    {
        float[] bases = [.. Specials, 0.5f, -0.5f, 2, -2, 3, 10, 1.0001f, 0.9999f], exponents = [.. Specials, 2, -2, 3, -3, 0.5f, -0.5f,
            1 / 3f, 10, 127];
        float[] x = [.. from left in bases from right in exponents select left],
            y = [.. from left in bases from right in exponents select right];
        var powers = Lanes.Run<float, float>(device,
            a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Power(a.X[i], a.Y[i]); }, x, y);
        var least = Lanes.Run<float, float>(device,
            a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Minimum(a.X[i], a.Y[i]); }, x, y);
        var greatest = Lanes.Run<float, float>(device,
            a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Maximum(a.X[i], a.Y[i]); }, x, y);
        for (int index = 0; index < x.Length; index++)
        {
            double power = Math.Pow(x[index], y[index]);
            Assert.True(Ulps(power, powers[index]) <= 1, $"{x[index]:R}^{y[index]:R} is {powers[index]:R}, should be {(float)power:R}");
            Assert.Equal(MathF.Min(x[index], y[index]), least[index]);
            Assert.Equal(MathF.Max(x[index], y[index]), greatest[index]);
        }
    }

    [Theory, OnDevices]
    public void FunctionsOfDoubles(string device)
    {
        Close(device, a => { int i = Doubles.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Exp(a.X[i]); }, Math.Exp);
        Close(device, a => { int i = Doubles.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Log(a.X[i]); }, Math.Log);
        Close(device, a => { int i = Doubles.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Log1p(a.X[i]); }, HostMath.Log1p);
        Close(device, a => { int i = Doubles.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Tanh(a.X[i]); }, Math.Tanh);
        Close(device, a => { int i = Doubles.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Sigmoid(a.X[i]); }, HostMath.Sigmoid);
        Close(device, a => { int i = Doubles.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Erf(a.X[i]); }, HostMath.Erf);
        Close(device, a => { int i = Doubles.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Sin(a.X[i]); },
            x => Math.Abs(x) <= 1 << 30 ? Math.Sin(x) : double.NaN);
        Close(device, a => { int i = Doubles.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Cos(a.X[i]); },
            x => Math.Abs(x) <= 1 << 30 ? Math.Cos(x) : double.NaN);
        Close(device, a => { int i = Doubles.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Round(a.X[i]); }, Math.Round);
        Close(device, a => { int i = Doubles.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Power(a.X[i], 2.5); },
            x => Math.Pow(x, 2.5));
        Close(device, a => { int i = Doubles.Index; if (i < a.X.Length) a.Result[i] = KernelMath.Power(a.X[i], -3); },
            x => Math.Pow(x, -3));
    }

    [Fact]
    public void EveryFunctionCompilesForCuda()
    {
        string text = PtxText.Of(((Action<Floats>)EveryFloat).Method) + PtxText.Of(((Action<Doubles>)EveryDouble).Method);
        Assert.DoesNotContain("call", text);
        Assert.DoesNotContain("approx", text);
    }

    private static void EveryFloat(Floats a)
    {
        float x = KernelMath.Power(
            KernelMath.Erf(KernelMath.Sigmoid(KernelMath.Tanh(KernelMath.Exp(KernelMath.Log(KernelMath.Log1p(a.X[0])))))), a.Y[0]);
        a.Result[0] = KernelMath.Sign(KernelMath.Minimum(x, KernelMath.Maximum(a.X[0], a.Y[0])));
        a.Result[1] = KernelMath.Sin(x) + KernelMath.Cos(x) + KernelMath.Round(x) + MathF.Floor(x);
    }

    private static void EveryDouble(Doubles a)
    {
        double x = KernelMath.Power(
            KernelMath.Erf(KernelMath.Sigmoid(KernelMath.Tanh(KernelMath.Exp(KernelMath.Log(KernelMath.Log1p(a.X[0])))))), a.Y[0]);
        a.Result[0] = KernelMath.Sign(KernelMath.Minimum(x, KernelMath.Maximum(a.X[0], a.Y[0])));
        a.Result[1] = KernelMath.Sin(x) + KernelMath.Cos(x) + KernelMath.Round(x) + Math.Floor(x);
    }

    private static void Check(string device, Action<Floats> kernel, Func<Vector<float>, Vector<float>> vector, Func<double, double> exact,
        double bound)
    {
        var kind = TestDevices.Get(device).Kind;
        // The emulator is thousands of times slower.
        uint step = kind == DeviceKind.Emulator ? 1u << 21 : 1u << 14;
        float[] x = [.. Specials,
            .. Enumerable.Range(0, (int)((1L << 32) / step)).Select(number => BitConverter.UInt32BitsToSingle((uint)number * step + 77))];
        var results = Lanes.Run(device, kernel, x, x);
        for (int index = 0; index < x.Length; index++)
        {
            double error = Ulps(exact(x[index]), results[index]);
            Assert.True(error <= bound, $"{error} ULP at {x[index]:R}: {results[index]:R} for {exact(x[index]):R}");
            // CUDA's assembler fuses what stands apart here.
            float same = vector(Vector.Create(x[index]))[0];
            if (kind != DeviceKind.Cuda)
                Assert.True(same.Equals(results[index]), $"{results[index]:R} at {x[index]:R}, but {same:R} on the processor");
        }
    }

    private static void Close(string device, Action<Doubles> kernel, Func<double, double> exact)
    {
        double[] x =
        [
            .. Specials.Select(value => (double)value), double.Epsilon, 709.7, -708, -745, 1e-5, -1e-5, 1e-300, 1e300,
            .. Enumerable.Range(-300, 600).Select(number => number * 0.0371),
            .. Enumerable.Range(0, 100).Select(number => Math.Pow(1.7, number - 50)),
        ];
        var results = Lanes.Run(device, kernel, x, x);
        for (int index = 0; index < x.Length; index++)
        {
            double value = exact(x[index]);
            bool isClose = value.Equals(results[index]) || Math.Abs(value - results[index]) <= 4e-13 * Math.Abs(value) + 2 * double.Epsilon;
            Assert.True(isClose, $"{results[index]:R} at {x[index]:R} for {value:R}");
        }
    }

    private static double Ulps(double exact, float actual)
    {
        float nearest = (float)exact;
        if (float.IsNaN(nearest) || float.IsNaN(actual)) return float.IsNaN(nearest) == float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (nearest == actual) return 0;
        if (float.IsInfinity(nearest) || float.IsInfinity(actual)) return double.PositiveInfinity;
        return Math.Abs(exact - actual) / Math.Max((double)MathF.BitIncrement(Math.Abs(nearest)) - Math.Abs(nearest), float.Epsilon);
    }
}
