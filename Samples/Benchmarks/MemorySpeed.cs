using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Benchmarks;

/// <summary>How fast one core moves memory that takes so many bytes, in 10^9 bytes a second.</summary>
/// <param name="Bytes">Read, or read and written together.</param>
/// <param name="Read">Reading alone.</param>
/// <param name="Copied">Copying: the bytes read and the bytes written are counted, as STREAM does.</param>
internal sealed record MemorySpeed(int Bytes, double Read, double Copied)
{
    // Sums that nobody reads would be compiled away.
    private static float s_sink;

    /// <summary>The faster of both.</summary>
    public double Best => Math.Max(Read, Copied);

    public static MemorySpeed Measure(int bytes)
    {
        var memory = new byte[bytes];
        memory.AsSpan().Fill(1);
        return new(bytes, Speed(bytes, () => s_sink = Sum(memory)),
            Speed(bytes, () => Buffer.BlockCopy(memory, 0, memory, bytes / 2, bytes / 2)));
    }

    private static double Speed(int bytes, Action pass)
    {
        var times = Math.Max(1, (32 << 20) / bytes);
        return Machine.Best(bytes > 64 << 20 ? 5 : 40, () =>
        {
            var start = Stopwatch.GetTimestamp();
            for (var time = 0; time < times; time++) pass();
            return (double)bytes * times / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum(byte[] memory)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<float>>(memory);
        var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        for (var index = 0; index + 3 < vectors.Length; index += 4)
        {
            a += vectors[index];
            b += vectors[index + 1];
            c += vectors[index + 2];
            d += vectors[index + 3];
        }

        return (a + b + c + d)[0];
    }
}
