using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>A thread's memory for packed panels and the tile that is being summed.</summary>
internal sealed unsafe class GemmWorkspace
{
    [ThreadStatic]
    private static GemmWorkspace? _own;

    private readonly byte* _memory;

    private GemmWorkspace()
    {
        const int size = (GemmBlocking.MostRows + GemmBlocking.MostColumns) * GemmBlocking.MostDepth * sizeof(double);
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(size + TileBytes), 64);
    }

    ~GemmWorkspace() => NativeMemory.AlignedFree(_memory);

    public static GemmWorkspace Own => _own ??= new();

    private static int TileBytes => GemmBlocking.MostRows * GemmBlocking.MostColumns * sizeof(double);

    public byte* Tile => _memory;

    public byte* Left => _memory + TileBytes;

    public byte* Right => Left + (GemmBlocking.MostRows * GemmBlocking.MostDepth * sizeof(double));
}
