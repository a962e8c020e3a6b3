using System.Runtime.InteropServices;
using ModelGen.Runtime;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>
/// Blocks between pages that may neither be read nor written: a touch of one ends the process. A block ends where the page behind it
/// begins, or begins where the page before it ends.
/// </summary>
internal sealed unsafe partial class GuardedMemory(bool atEnd) : HostMemory, IDisposable
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly List<(nint Start, nuint Bytes)> _maps = [];

    /// <summary>Whether the system has such pages.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <inheritdoc/>
    public override byte* Allocate(nuint bytes)
    {
        var page = (nuint)Environment.SystemPageSize;
        var room = (bytes + page - 1) / page * page;
        var start = Map(0, room + (2 * page), ReadWrite, PrivateAnonymous, -1, 0);
        if (start == -1) throw new OutOfMemoryException($"{room} bytes between two pages");
        _maps.Add((start, room + (2 * page)));
        if (Protect(start, page, 0) != 0 || Protect(start + (nint)(page + room), page, 0) != 0)
            throw new InvalidOperationException("a page cannot be guarded");
        return (byte*)start + page + (atEnd ? room - bytes : 0);
    }

    /// <summary>The blocks stay until all are given back, so that a late touch is seen too.</summary>
    public override void Free(byte* memory)
    {
    }

    /// <summary>Bytes of a caller, between guarded pages.</summary>
    public nint Copy(byte[] bytes)
    {
        var place = (nint)Allocate((nuint)bytes.Length);
        Marshal.Copy(bytes, 0, place, bytes.Length);
        return place;
    }

    public void Dispose()
    {
        foreach (var (start, bytes) in _maps) _ = Unmap(start, bytes);
        _maps.Clear();
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint bytes);
}
