using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Benchmarks;

/// <summary>What one core of the machine can do at most: measured in the same run, so that kernels can be held against it.</summary>
/// <param name="PeakGigaflops">Multiply-adds of floats in registers, as 10^9 operations a second; a multiply-add is two.</param>
/// <param name="Speeds">How fast memory is read and copied, for ascending sizes.</param>
/// <param name="Load">Programs that wanted a core in the minute before the run, on average.</param>
internal sealed record Machine(double PeakGigaflops, IReadOnlyList<MemorySpeed> Speeds, double Load)
{
    private const int Turns = 1_000_000, Chains = 12;

    // Chains of results that nobody reads would be compiled away.
    private static float s_sink;

    /// <summary>Copying memory that no cache holds, in 10^9 bytes a second, read and written.</summary>
    public double CopyGigabytes => Speeds[^1].Copied;

    /// <summary>
    /// The shortest time for so much arithmetic and so many bytes, when they are moved as fast as memory of that size is read or copied.
    /// </summary>
    public double LeastSeconds(double operations, double bytes)
        => Math.Max(operations / PeakGigaflops, bytes / (Speeds.FirstOrDefault(speed => speed.Bytes >= bytes) ?? Speeds[^1]).Best) / 1e9;

    /// <summary>Measures it.</summary>
    public static Machine Measure()
        => new(Best(60, Peak), [.. new[] { 32 << 10, 512 << 10, 8 << 20, 24 << 20, 512 << 20 }.Select(MemorySpeed.Measure)], LoadBefore());

    private static double Peak()
    {
        var start = Stopwatch.GetTimestamp();
        s_sink = MultiplyAdd(Turns, 0.999f);
        return 2.0 * Turns * Chains * Vector<float>.Count / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
    }

    // Each chain starts elsewhere: with equal chains the compiler finds that they are one. The method is optimised from its first call on,
    // and calls nothing, so that its numbers stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdd(int turns, float factor)
    {
        var (x, y) = (Vector.Create(factor), Vector.Create(1e-3f));
        var (a, b, c, d, e, f) = (Vector.Create(1f), Vector.Create(2f), Vector.Create(3f), Vector.Create(4f), Vector.Create(5f),
            Vector.Create(6f));
        var (g, h, i, j, k, l) = (Vector.Create(7f), Vector.Create(8f), Vector.Create(9f), Vector.Create(10f), Vector.Create(11f),
            Vector.Create(12f));
        for (var turn = 0; turn < turns; turn++)
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
            k = Vector.FusedMultiplyAdd(k, x, y);
            l = Vector.FusedMultiplyAdd(l, x, y);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l)[0];
    }

    private static double LoadBefore()
        => File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    internal static double Best(int times, Func<double> measure) => Enumerable.Range(0, times).Max(_ => measure());
}
