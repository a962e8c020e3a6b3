using ILGPU;
using Floats = ModelGen.Tests.Gpu.Lanes<float, float>;

namespace ModelGen.Tests.Gpu;

/// <summary>Which C# may stand in a kernel.</summary>
public class LanguageTests
{
    private const float Half = 0.5f;
    private static readonly float Third = 1f / 3;
    private static readonly int[] Numbers = [
        .. from x in new[] { 7, -7, 0, 1, int.MaxValue, int.MinValue, 12345, -98765 } from y in new[] { 3, -3, 1, 7, 1000 } select x];
    private static readonly int[] Divisors = [
        .. from x in new[] { 7, -7, 0, 1, int.MaxValue, int.MinValue, 12345, -98765 } from y in new[] { 3, -3, 1, 7, 1000 } select y];

    [Theory, OnDevices]
    public void MethodsOfOtherAssembliesAreCompiled(string device)
    {
        var result = Lanes.Run<ulong, double>(
            device,
            a => { int i = Lanes<ulong, double>.Index; if (i < a.X.Length) a.Result[i] = Philox.Uniform(a.X[i], a.Y[i], (ulong)i); },
            [1, 2, ulong.MaxValue, 1ul << 40],
            [0, ulong.MaxValue, 5, 1ul << 33]);
        Assert.Equal([Philox.Uniform(1, 0, 0), Philox.Uniform(2, ulong.MaxValue, 1), Philox.Uniform(ulong.MaxValue, 5, 2),
            Philox.Uniform(1ul << 40, 1ul << 33, 3)], result);
    }

    [Theory, OnDevices]
    public void IntegerDivisionTruncatesAndLongsAreLong(string device)
    {
        var quotients = Lanes.Run<int, int>(device,
            a => { int i = Lanes<int, int>.Index; if (i < a.X.Length) a.Result[i] = a.X[i] / a.Y[i]; }, Numbers, Divisors);
        var remainders = Lanes.Run<int, int>(device,
            a => { int i = Lanes<int, int>.Index; if (i < a.X.Length) a.Result[i] = a.X[i] % a.Y[i]; }, Numbers, Divisors);
        var products = Lanes.Run<int, long>(device,
            a => { int i = Lanes<int, long>.Index; if (i < a.X.Length) a.Result[i] = (long)a.X[i] * a.Y[i] % 1_000_003; }, Numbers,
            Divisors);
        Assert.Equal(Numbers.Zip(Divisors, (x, y) => x / y), quotients);
        Assert.Equal(Numbers.Zip(Divisors, (x, y) => x % y), remainders);
        Assert.Equal(Numbers.Zip(Divisors, (x, y) => (long)x * y % 1_000_003), products);
    }

    [Theory, OnDevices]
    public void ConstantsStructsLoopsAndSwitchesWork(string device)
    {
        float[] x = [.. Enumerable.Range(0, 100).Select(number => number * 0.1f)];
        var result = Lanes.Run<float, float>(device, Mixed, x, x);
        Assert.Equal(x.Select((value, index) => Mix(value, index)), result);
    }

    [Theory, OnDevices]
    public void GenericKernelsCallStaticAbstractMembers(string device)
    {
        float[] x = [1, 2, 3];
        Assert.Equal([2, 4, 6], Lanes.Run<float, float>(device, Apply<Twice>, x, x));
        Assert.Equal([1, 4, 9], Lanes.Run<float, float>(device, Apply<Square>, x, x));
    }

    [Theory, OnDevices]
    public void LocalMemoryIsAnArrayOfTheThread(string device)
    {
        float[] x = [.. Enumerable.Range(0, 70).Select(number => (float)number)];
        Assert.Equal(x.Select(value => value * 4 + 6), Lanes.Run<float, float>(device, SumOfLocals, x, x));
    }

    [Theory, OnDevices]
    public void DoublesAreDoubles(string device)
    {
        double[] x = [1.0 / 3, Math.PI, 1e300, double.Epsilon, -2], y = [3, 1e-9, 1e8, 0.5, double.NaN];
        var result = Lanes.Run<double, double>(
            device,
            a =>
            {
                int i = Lanes<double, double>.Index; if (i < a.X.Length)
                    a.Result[i] = Math.Max(Math.FusedMultiplyAdd(a.X[i], a.Y[i], 1), Math.Sqrt(Math.Abs(a.X[i])));
            },
            x,
            y);
        Assert.Equal(x.Zip(y, (left, right) => Math.Max(Math.FusedMultiplyAdd(left, right, 1), Math.Sqrt(Math.Abs(left)))), result);
    }

    [Theory]
    [OnDevices(64)]
    [OnDevices(256)]
    public void GroupsMayHaveUpTo256Threads(string device, int group)
    {
        float[] x = [.. Enumerable.Range(0, 1000).Select(number => (float)number)];
        Assert.Equal(x.Select(value => value + group),
            Lanes.Run<float, float>(device, a => { int i = Floats.Index; if (i < a.X.Length) a.Result[i] = a.X[i] + Group.DimX; }, x, x,
                group));
    }

    private static void Mixed(Floats a)
    {
        int i = Floats.Index;
        if (i >= a.X.Length) return;
        a.Result[i] = Mix(a.X[i], i);
    }

    private static float Mix(float x, int index)
    {
        Pair pair;
        pair.First = x * Half;
        pair.Second = Third;
        for (int step = 0; step < index % 5; step++)
        {
            if (step == 3) break;
            if ((index & 1) == 0) continue;
            pair = Swap(pair);
        }
        Split(pair, out float first, out float second);
        while (second > 4) second -= 1;
        return (index % 4) switch { 0 => first, 1 => second, 2 => first - second, _ => -first };
    }

    private static Pair Swap(Pair pair) => new() { First = pair.Second, Second = pair.First };

    private static void Split(Pair pair, out float first, out float second) => (first, second) = (pair.First, pair.Second);

    private static void Apply<TFunction>(Floats a)
        where TFunction : struct, IFunction
    {
        int i = Floats.Index;
        if (i < a.X.Length) a.Result[i] = TFunction.Of(a.X[i]);
    }

    private static void SumOfLocals(Floats a)
    {
        int i = Floats.Index;
        var locals = LocalMemory.Allocate<float>(4);
        if (i >= a.X.Length) return;
        for (int k = 0; k < 4; k++) locals[k] = a.X[i] + k;
        float sum = 0;
        for (int k = 0; k < 4; k++) sum += locals[k];
        a.Result[i] = sum;
    }

    internal interface IFunction
    {
        static abstract float Of(float x);
    }

    internal struct Twice : IFunction
    {
        public static float Of(float x) => 2 * x;
    }

    internal struct Square : IFunction
    {
        public static float Of(float x) => x * x;
    }

    private struct Pair
    {
        public float First;
        public float Second;
    }
}
