using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>
/// Memory that the next panel is made of, fetched into the cache while the rows are multiplied with this one: rows of a large matrix are on
/// pages of their own, which the hardware does not foresee.
/// </summary>
/// <param name="first">The first run of memory.</param>
/// <param name="stride">Bytes from run to run.</param>
/// <param name="runs">How many runs.</param>
/// <param name="bytes">Bytes of a run.</param>
internal readonly unsafe struct GemmAhead(byte* first, nint stride, int runs, int bytes)
{
    private const int CacheLine = 64;

    /// <summary>Whether there is nothing to fetch.</summary>
    public bool IsEmpty => runs == 0;

    private int LinesOfRun => (bytes + CacheLine - 1) / CacheLine;

    /// <summary>Fetches a share of the memory.</summary>
    /// <param name="share">The number of the share.</param>
    /// <param name="shares">How many there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fetch(int share, int shares)
    {
        if (runs == 0 || !Sse.IsSupported) return;
        var lines = LinesOfRun;
        var line = (int)((long)runs * lines * share / shares);
        var end = (int)((long)runs * lines * (share + 1) / shares);
        var (run, place) = (line / lines, line % lines);
        for (; line < end; line++)
        {
            Sse.Prefetch1(first + (run * stride) + (place * CacheLine));
            if (++place < lines) continue;
            (run, place) = (run + 1, 0);
        }
    }
}
