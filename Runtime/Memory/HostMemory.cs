using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>Where an executor on the processor takes its blocks from: the system, unless a test puts guarded memory in its place.</summary>
internal unsafe class HostMemory
{
    private const nuint Alignment = 64;

    public static HostMemory System { get; } = new();

    /// <summary>A block of zeros, aligned for any vector.</summary>
    /// <exception cref="OutOfMemoryException">The system does not give so much.</exception>
    public virtual byte* Allocate(nuint bytes)
    {
        var memory = (byte*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(memory, bytes);
        return memory;
    }

    /// <summary>Gives a block back; none for null.</summary>
    public virtual void Free(byte* memory) => NativeMemory.AlignedFree(memory);
}
