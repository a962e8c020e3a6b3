using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>
/// Memory that an epilogue will read or write, asked for while the product before it is computed: what lies far from the processor arrives
/// meanwhile, instead of keeping it waiting.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct GemmAhead
{
    // More would not stay in the cache until they are wanted.
    private const int Most = 4;

    private const int CacheLine = 64;

    private fixed long _places[Most];
    private fixed long _steps[Most];
    private int _count;

    /// <summary>Names memory along a part's first row.</summary>
    /// <param name="place">The part's first element.</param>
    /// <param name="step">Bytes from row to row.</param>
    public void Add(void* place, long step)
    {
        if (_count == Most) return;
        (_places[_count], _steps[_count]) = ((long)place, step);
        _count++;
    }

    /// <summary>Asks for some rows, and goes on to those after them.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="bytes">How many bytes of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Fetch(int rows, int bytes)
    {
        for (var number = 0; number < _count; number++)
        {
            var (place, step) = (_places[number], _steps[number]);
            for (var row = 0; row < rows; row++, place += step)
            {
                for (var offset = 0; offset < bytes; offset += CacheLine)
                {
                    if (Sse.IsSupported) Sse.Prefetch1((void*)(place + offset));
                }
            }

            _places[number] = place;
        }
    }
}
