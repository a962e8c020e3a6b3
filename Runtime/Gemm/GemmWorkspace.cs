using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>A thread's memory for packed panels and the tile that is being summed.</summary>
internal sealed unsafe class GemmWorkspace
{
    /// <summary>Bytes for panels of the left operand: all terms of a block's rows, unless the sums are very long.</summary>
    public const int LeftBytes = 4 << 20;

    /// <summary>Bytes for panels of the right operand.</summary>
    public const int RightBytes = 4 * 2 * 64 * GemmBlocking.MostTerms;

    /// <summary>Bytes for the sums of an item.</summary>
    public const int TileBytes = 2 * GemmBlocking.MostRows * GemmBlocking.MostColumns * sizeof(double);

    // Tiles of a product without windows are half as large, and turned they are filled up to 16 columns.
    private const int TurnedBytes = TileBytes / 2 * 17 / 16;

    [ThreadStatic]
    private static GemmWorkspace? _own;

    private readonly byte* _memory = (byte*)NativeMemory.AlignedAlloc(TileBytes + TurnedBytes + RightBytes + LeftBytes, 64);

    private long _product;
    private int _block;

    private GemmWorkspace()
    {
    }

    ~GemmWorkspace() => NativeMemory.AlignedFree(_memory);

    public static GemmWorkspace Own => _own ??= new();

    public byte* Tile => _memory;

    /// <summary>For a tile with rows and columns exchanged.</summary>
    public byte* Turned => _memory + TileBytes;

    public byte* Right => Turned + TurnedBytes;

    public byte* Left => Right + RightBytes;

    /// <summary>Whether the panels of these rows are in <see cref="Left"/>.</summary>
    /// <param name="product">The number of the product.</param>
    /// <param name="block">The block of rows, counted through all batches.</param>
    public bool Holds(long product, int block) => _product == product && _block == block;

    /// <summary>Notes whose panels are in <see cref="Left"/>; 0 is no product.</summary>
    /// <param name="product">The number of the product.</param>
    /// <param name="block">The block of rows, counted through all batches.</param>
    public void Hold(long product, int block) => (_product, _block) = (product, block);
}
