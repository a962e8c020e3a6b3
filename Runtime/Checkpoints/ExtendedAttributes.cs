using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ModelGen.Runtime;

/// <summary>
/// What a file of Linux has beside contents, owner and mode: its access control list, which is an attribute to the system, and the
/// attributes that users gave it. What the system keeps for itself, such as labels of security, is as for any new file. A file system
/// that knows no attributes has none.
/// </summary>
internal static unsafe partial class ExtendedAttributes
{
    private const string AccessControlList = "system.posix_acl_access";
    private const string Users = "user.";

    // The system's own limit for the names of a file together, and for one value.
    private const int Most = 65536;

    private const int NoSystemCall = 38;
    private const int NoSuchAttribute = 61;
    private const int NotSupported = 95;

    /// <summary>Gives an open file the attributes of another, and takes from it those that the other lacks.</summary>
    /// <exception cref="IOException">One cannot be read or written.</exception>
    public static void Copy(string from, SafeFileHandle to)
    {
        var (buffer, names) = (new byte[Most], new List<string>());
        fixed (byte* bytes = buffer)
        {
            names.AddRange(Kept(buffer, Check(List(from, bytes, Most), "its attributes")));

            // A folder may give an access control list to each file that is made in it.
            foreach (var name in Kept(buffer, Check(List(to, bytes, Most), "its attributes")).Except(names))
                Check(Remove(to, name), name);
            foreach (var name in names)
            {
                var length = Check(Get(from, name, bytes, Most), name);
                if (length is { } known) Check(Set(to, name, bytes, known, 0), name);
            }
        }
    }

    private static List<string> Kept(byte[] buffer, nint? length)
        => [.. Encoding.UTF8.GetString(buffer, 0, (int)(length ?? 0)).Split('\0').Where(IsKept)];

    private static bool IsKept(string name) => name == AccessControlList || name.StartsWith(Users, StringComparison.Ordinal);

    /// <summary>What a call gave; null where there is nothing of this kind.</summary>
    private static nint? Check(nint result, string what)
    {
        if (result >= 0) return result;
        var error = Marshal.GetLastPInvokeError();
        if (error is NotSupported or NoSuchAttribute or NoSystemCall) return null;
        throw new IOException($"{what} cannot be kept: {Marshal.GetPInvokeErrorMessage(error)}. "
            + "Remove the file first, or save under another name");
    }

    [LibraryImport("libc", EntryPoint = "listxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint List(string path, byte* names, nint size);

    [LibraryImport("libc", EntryPoint = "flistxattr", SetLastError = true)]
    private static partial nint List(SafeFileHandle file, byte* names, nint size);

    [LibraryImport("libc", EntryPoint = "getxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Get(string path, string name, byte* value, nint size);

    [LibraryImport("libc", EntryPoint = "fsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(SafeFileHandle file, string name, byte* value, nint size, int flags);

    [LibraryImport("libc", EntryPoint = "fremovexattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Remove(SafeFileHandle file, string name);
}
