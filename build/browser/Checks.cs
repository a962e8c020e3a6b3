using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Intrinsics;
using System.Runtime.Versioning;
using System.Text;
using ModelGen;
using ModelGen.Runtime;

namespace Browser;

/// <summary>What the page calls. Each line begins with "passed" or "failed".</summary>
[SupportedOSPlatform("browser")]
public static partial class Checks
{
    private const int Batch = 64;

    private static readonly StringBuilder Report = new();

    [JSExport]
    public static string Run()
    {
        Errors("exp", VectorMath.Exp, Math.Exp, 2);
        Errors("log", VectorMath.Log, Math.Log, 2);
        Errors("tanh", VectorMath.Tanh, Math.Tanh, 3);
        Errors("sigmoid", VectorMath.Sigmoid, x => 1 / (1 + Math.Exp(-x)), 3);
        Errors("sin", VectorMath.Sin, Math.Sin, 2);
        Errors("cos", VectorMath.Cos, Math.Cos, 2);
        Train();
        Speed();
        return Report.ToString();
    }

    private static void Errors(string name, Func<Vector<float>, Vector<float>> function, Func<double, double> exact, double bound)
    {
        var (worst, at) = (0.0, 0f);
        for (var number = 0; number < 40000; number++)
        {
            var x = (number - 20000) / 250f;
            var expected = exact(x);
            if (double.IsNaN(expected) || Math.Abs(expected) is 0 or < 1e-37) continue;
            var size = Math.Abs((float)expected);
            var error = Math.Abs(function(Vector.Create(x))[0] - expected) / (MathF.BitIncrement(size) - size);
            if (!(error <= worst)) (worst, at) = (error, x);
        }

        Line(worst <= bound, $"{name} is within {worst:F2} of {bound} units of the last place, at {at}");
    }

    /// <summary>The losses that the processor's kernels give, to a few digits less than a float has.</summary>
    private static void Train()
    {
        using var digits = Digits.Create(device: Device.Cpu, seed: 1);
        using var functions = Functions.Create(device: Device.Cpu, seed: 1);
        var (x, labels) = (Numbers(Batch * 256), Enumerable.Range(0, Batch).Select(number => number % 10).ToArray());
        var values = Numbers(Batch * 64);
        float loss = 0, other = 0;
        for (var step = 0; step < 20; step++) (loss, other) = (digits.TrainStep(x, labels), functions.TrainStep(values, values));
        Near("digits", loss, 2.2066293);
        Near("functions", other, 2.7228422);
    }

    /// <summary>
    /// How long a step's multiplications take, in vectors' multiplications and additions of the same browser: where an operation is taken
    /// element by element, more than ten times as long.
    /// </summary>
    private static void Speed()
    {
        using var model = Digits.Create(device: Device.Cpu, seed: 1);
        var (x, labels) = (Numbers(Batch * 256), new int[Batch]);
        var products = 2.0 * Batch * 256 * 64;
        var step = Best(() => model.TrainStep(x, labels)) / products;
        var sums = new float[4096];
        var plain = Best(() => Plain(x, sums)) / sums.Length;
        Line(step < 4 * plain, $"a step takes {step:F2} ns a multiplication, a loop of vectors {plain:F2}");
    }

    private static unsafe void Plain(float[] x, float[] sums)
    {
        fixed (float* from = x, to = sums)
        {
            for (var i = 0; i < sums.Length; i += Vector128<float>.Count)
                Vector128.Store(Vector128.Load(to + i) + (Vector128.Load(from + i) * Vector128.Create(0.5f)), to + i);
        }
    }

    /// <summary>Nanoseconds of the fastest of many rounds, each long enough for a browser's clock.</summary>
    private static double Best(Action action)
    {
        for (var time = 0; time < 200; time++) action();
        var best = double.MaxValue;
        for (var round = 0; round < 30; round++)
        {
            var (count, watch) = (0, Stopwatch.StartNew());
            for (; watch.Elapsed.TotalMilliseconds < 10; count++) action();
            best = Math.Min(best, watch.Elapsed.TotalNanoseconds / count);
        }

        return best;
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(number => MathF.Sin(number))];

    private static void Near(string name, float loss, double expected)
        => Line(Math.Abs(loss - expected) <= 1e-5 * expected,
            $"{name} has the loss {loss:R} after 20 steps; the processor has {expected:R}");

    private static void Line(bool isRight, string text) => Report.AppendLine($"{(isRight ? "passed" : "failed")}: {text}");
}
