using System.Diagnostics;
using System.Numerics;

namespace Benchmarks;

/// <summary>What one core of the machine can do at most: measured in the same run, so that kernels can be held against it.</summary>
internal static class Machine
{
    /// <summary>Multiply-adds of floats in registers, as 10^9 operations a second; two operations each.</summary>
    public static double PeakGigaflops() => Best(() =>
    {
        const int Turns = 20_000_000, Chains = 10;
        var (a, b, c, d, e, f, g, h, i, j) = (Vector<float>.One, Vector<float>.One, Vector<float>.One, Vector<float>.One, Vector<float>.One, Vector<float>.One, Vector<float>.One, Vector<float>.One, Vector<float>.One, Vector<float>.One);
        var (x, y) = (Vector.Create(0.999f), Vector.Create(1e-3f));
        var start = Stopwatch.GetTimestamp();
        for (var turn = 0; turn < Turns; turn++)
        {
            a = Vector.FusedMultiplyAdd(a, x, y);
            b = Vector.FusedMultiplyAdd(b, x, y);
            c = Vector.FusedMultiplyAdd(c, x, y);
            d = Vector.FusedMultiplyAdd(d, x, y);
            e = Vector.FusedMultiplyAdd(e, x, y);
            f = Vector.FusedMultiplyAdd(f, x, y);
            g = Vector.FusedMultiplyAdd(g, x, y);
            h = Vector.FusedMultiplyAdd(h, x, y);
            i = Vector.FusedMultiplyAdd(i, x, y);
            j = Vector.FusedMultiplyAdd(j, x, y);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        GC.KeepAlive((a + b + c + d + e + f + g + h + i + j)[0]);
        return 2.0 * Turns * Chains * Vector<float>.Count / seconds / 1e9;
    });

    /// <summary>Copying memory that no cache holds, in 10^9 bytes a second, read and written.</summary>
    public static double CopyGigabytes()
    {
        var (from, to) = (new byte[256 << 20], new byte[256 << 20]);
        from.AsSpan().Fill(1);
        return Best(() =>
        {
            var start = Stopwatch.GetTimestamp();
            Buffer.BlockCopy(from, 0, to, 0, from.Length);
            return 2.0 * from.Length / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
        });
    }

    private static double Best(Func<double> measure) => Enumerable.Range(0, 5).Max(_ => measure());
}
