using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// Where the elements of windows lie in a copy of the images, and which images they are of: a thread keeps them from item to item.
/// </summary>
internal sealed unsafe class WindowOffsets
{
    /// <summary>Elements that an item has at most: each has two vectors of sums, or it is one of a depth of terms.</summary>
    public const int MaxElements = GemmWorkspace.TileBytes / 32;

    [ThreadStatic]
    private static WindowOffsets? _own;

    private (long Product, int Depth, int WindowRows) _held;

    private WindowOffsets()
    {
    }

    ~WindowOffsets() => NativeMemory.Free(Offsets);

    /// <summary>This thread's.</summary>
    public static WindowOffsets Own => _own ??= new();

    /// <summary>For each element, where the first window's lies.</summary>
    public nint* Offsets { get; } = (nint*)NativeMemory.Alloc(MaxElements, (nuint)sizeof(nint));

    /// <summary>The first image.</summary>
    public int FirstPlane { get; set; }

    /// <summary>How many images.</summary>
    public int Planes { get; set; }

    /// <summary>
    /// Whether these are the elements from a depth on, in copies for some rows of windows; if not, they are to become so.
    /// </summary>
    /// <param name="product">The number of the product.</param>
    /// <param name="depth">The first element of a window.</param>
    /// <param name="windowRows">How many rows of windows.</param>
    public bool Holds(long product, int depth, int windowRows)
    {
        if (_held == (product, depth, windowRows)) return true;
        _held = (product, depth, windowRows);
        return false;
    }
}
