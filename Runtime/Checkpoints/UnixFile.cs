using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ModelGen.Runtime;

/// <summary>
/// The calls of Linux and macOS that .NET has no API for. Where they are missing, a file's kind is told by .NET and its owner is not kept.
/// </summary>
internal static unsafe partial class UnixFile
{
    private const int CurrentFolder = -100;
    private const uint BasicStatus = 0x7ff;
    private const int LinuxCloseOnExec = 0x80000;
    private const int MacCloseOnExec = 0x1000000;

    // The errors "no such file" and "a part of the path is no folder" are the same numbers on both systems.
    private const int NoEntry = 2;
    private const int NoFolder = 20;

    // "This file cannot be flushed", as some network file systems say of folders.
    private const int InvalidArgument = 22;

    /// <summary>What stands at a path, behind all links; false where the system does not tell.</summary>
    public static bool TryStatus(string path, out FileState state)
    {
        state = default;
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return false;
        try
        {
            // Room for what the call fills: 256 bytes on Linux, 144 on macOS.
            var status = stackalloc byte[512];
            var isLinux = OperatingSystem.IsLinux();
            var result = isLinux ? StatX(CurrentFolder, path, 0, BasicStatus, status)
                : RuntimeInformation.ProcessArchitecture == Architecture.X64 ? MacStatus64(path, status)
                : MacStatus(path, status);
            if (result != 0) return Marshal.GetLastPInvokeError() is NoEntry or NoFolder;
            state = isLinux
                ? new(Kind(*(ushort*)(status + 28)), *(uint*)(status + 20), *(uint*)(status + 24))
                : new(Kind(*(ushort*)(status + 4)), *(uint*)(status + 16), *(uint*)(status + 20));
            return true;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Gives an open file to a user and a group.</summary>
    /// <returns>Whether this process may do that.</returns>
    public static bool TryGive(SafeFileHandle file, in FileState to) => ChangeOwner(file, to.Owner, to.Group) == 0;

    /// <summary>Brings the names in a folder to the disk, where the system can.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        var descriptor = Open(folder, OperatingSystem.IsLinux() ? LinuxCloseOnExec : MacCloseOnExec);

        // A folder that may be written and not be read cannot be opened.
        if (descriptor < 0) return;
        var error = Flush(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (error is not (0 or InvalidArgument))
            throw new IOException($"the folder {folder} could not be flushed: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>The kind that the upper bits of a mode tell.</summary>
    private static FileKind Kind(int mode) => (mode & 0xf000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0x1000 => FileKind.Pipe,
        0xc000 => FileKind.Socket,
        _ => FileKind.Device,
    };

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MacStatus(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MacStatus64(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    private static partial int ChangeOwner(SafeFileHandle file, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
