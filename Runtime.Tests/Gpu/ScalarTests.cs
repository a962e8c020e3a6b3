using Floats = ModelGen.Tests.Gpu.Lanes<float, float>;

namespace ModelGen.Tests.Gpu;

/// <summary>What scalar arithmetic means in a kernel.</summary>
public class ScalarTests
{
    private static readonly float[] Edges =
        [0f, -0f, 1f, -1f, 0.5f, -2.5f, 3.4e38f, -3.4e38f, 1e-38f, 1e-40f, float.Epsilon, float.PositiveInfinity, float.NegativeInfinity,
            float.NaN];

    private static readonly float[] Left = [.. from x in Edges from y in Edges select x];
    private static readonly float[] Right = [.. from x in Edges from y in Edges select y];

    [Theory, OnDevices]
    public void BasicArithmeticIsRoundedAsInDotNet(string device)
    {
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = a.X[i] + a.Y[i]; }, (x, y) => x + y);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = a.X[i] - a.Y[i]; }, (x, y) => x - y);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = a.X[i] * a.Y[i]; }, (x, y) => x * y);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = a.X[i] / a.Y[i]; }, (x, y) => x / y);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = -a.X[i]; }, (x, y) => -x);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = MathF.Sqrt(a.X[i]); }, (x, y) => MathF.Sqrt(x));
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = MathF.Abs(a.X[i]); }, (x, y) => MathF.Abs(x));
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = MathF.Floor(a.X[i]); }, (x, y) => MathF.Floor(x));
    }

    [Theory, OnDevices]
    public void MultiplyAddIsFused(string device)
        => Same(
            device,
            a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = MathF.FusedMultiplyAdd(a.X[i], a.Y[i], 1f); },
            (x, y) => MathF.FusedMultiplyAdd(x, y, 1f));

    [Theory, OnDevices]
    public void MaxMinAndCopySignAreDotNets(string device)
    {
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = MathF.Max(a.X[i], a.Y[i]); }, MathF.Max);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = Math.Min(a.X[i], a.Y[i]); }, Math.Min);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = MathF.CopySign(a.X[i], a.Y[i]); }, MathF.CopySign);
    }

    [Theory, OnDevices]
    public void ComparisonsWithNaNAreFalse(string device)
    {
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = a.X[i] > a.Y[i] ? 1f : 0f; },
            (x, y) => x > y ? 1f : 0f);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = a.X[i] <= a.Y[i] ? a.X[i] : a.Y[i]; },
            (x, y) => x <= y ? x : y);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = !(a.X[i] < a.Y[i]) ? 1f : 0f; },
            (x, y) => !(x < y) ? 1f : 0f);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = a.X[i] == a.Y[i] ? 1f : 0f; },
            (x, y) => x == y ? 1f : 0f);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = a.X[i] != a.Y[i] ? 1f : 0f; },
            (x, y) => x != y ? 1f : 0f);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = a.X[i] > 0 ? a.X[i] : 0; }, (x, y) => x > 0 ? x : 0);
        Same(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = float.IsNaN(a.X[i]) ? 1f : 0f; },
            (x, y) => float.IsNaN(x) ? 1f : 0f);
        Same(
            device,
            a => { int i = Floats.Index; if (i < a.X.Length) { float x = a.X[i], y = a.Y[i]; if (!(x < y)) y = x; a.Result[i] = y; } },
            (x, y) => !(x < y) ? x : y);
    }

    [Theory, OnDevices]
    public void BitsCanBeRead(string device)
    {
        Same(
            device,
            a =>
            {
                int i = Floats.Index; if (i < a.X.Length)
                    a.Result[i] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a.X[i]) ^ int.MinValue);
            },
            (x, y) => -x);
        Same(
            device,
            a =>
            {
                int i = Floats.Index; if (i < a.X.Length)
                    a.Result[i] = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(a.X[i]) & 0x7fffffffu);
            },
            (x, y) => MathF.Abs(x));
    }

    // Bits are compared, because -0 equals 0, and any NaN stands for any other.
    private static void Same(string device, Action<Floats> kernel, Func<float, float, float> expected)
    {
        var results = Lanes.Run(device, kernel, Left, Right);
        for (int index = 0; index < results.Length; index++)
        {
            float value = expected(Left[index], Right[index]);
            if (float.IsNaN(value)
                ? !float.IsNaN(results[index])
                : BitConverter.SingleToInt32Bits(value) != BitConverter.SingleToInt32Bits(results[index]))
                Assert.Fail($"{device}: for {Left[index]:R} and {Right[index]:R} the kernel gives {results[index]:R}, .NET {value:R}");
        }
    }
}
