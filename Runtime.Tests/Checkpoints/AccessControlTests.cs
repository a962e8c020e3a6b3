using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using System.Text;

namespace ModelGen.Tests.Checkpoints;

/// <summary>What Save leaves of a file's access control list and attributes, also where the folder would give a new file others.</summary>
public sealed unsafe partial class AccessControlTests : IDisposable
{
    private const string List = "system.posix_acl_access";
    private const string DefaultList = "system.posix_acl_default";

    private readonly TemporaryFolder _folder = new();
    private readonly SavedNet _model = SavedNet.Create(device: Device.CpuWith(1), seed: 1);

    /// <summary>The rights of owner, user 1234, group, mask and others, in the bits of modes.</summary>
    [Theory]
    [InlineData(6, 6, 4, 6, 0)]
    [InlineData(6, 7, 6, 4, 4)]
    [InlineData(4, 4, 0, 4, 0)]
    public void TheListStays(int owner, int user, int group, int mask, int others)
    {
        var path = _folder.Write("net", []);
        Set(path, List, AccessControl(owner, user, group, mask, others));
        SaveKeeps(path);
    }

    [Fact]
    public void UsersAttributesStay()
    {
        var path = _folder.Write("net", []);
        Set(path, "user.modelgen.empty", []);
        Set(path, "user.modelgen.größe", Encoding.UTF8.GetBytes("12 cm"));
        Set(path, "user.modelgen.long", [.. Enumerable.Range(0, 1500).Select(number => (byte)number)]);
        SaveKeeps(path);
    }

    /// <summary>A new file gets the folder's list; the old one had none, or another.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheFoldersListIsForNewFiles(bool hasOwn)
    {
        var path = _folder.Write("net", []);
        if (hasOwn) Set(path, List, AccessControl(6, 4, 4, 4, 0));
        Set(_folder["."], DefaultList, AccessControl(7, 7, 7, 7, 7));
        SaveKeeps(path);
        File.WriteAllText(_folder["other"], "");
        _model.Save(_folder["another"]);
        Assert.NotEmpty(Get(_folder["other"], List));
        Assert.Equal(Look(_folder["other"]), Look(_folder["another"]));
    }

    [Fact]
    public void TheListOfWindowsStays()
    {
        if (OperatingSystem.IsWindows()) CheckWindows();
        else Assert.Skip("Only Windows has lists of this kind.");
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    private void SaveKeeps(string path)
    {
        var before = Look(path);
        for (var time = 0; time < 2; time++)
        {
            _model.Save(path);
            Assert.Equal(before, Look(path));
        }
    }

    [SupportedOSPlatform("windows")]
    private void CheckWindows()
    {
        var path = _folder.Write("net", []);
        var before = new FileInfo(path).GetAccessControl();
        before.AddAccessRule(new(new SecurityIdentifier(WellKnownSidType.WorldSid, null), FileSystemRights.Read, AccessControlType.Allow));
        new FileInfo(path).SetAccessControl(before);
        var rules = Rules(path);
        _model.Save(path);
        Assert.Equal(rules, Rules(path));
    }

    [SupportedOSPlatform("windows")]
    private static string Rules(string path)
        => new FileInfo(path).GetAccessControl().GetSecurityDescriptorSddlForm(AccessControlSections.Access);

    /// <summary>Mode and attributes of a file, as text.</summary>
    private static string Look(string path)
    {
        if (OperatingSystem.IsWindows()) return "";
        var buffer = new byte[65536];
        fixed (byte* names = buffer)
        {
            var length = ListAttributes(path, names, buffer.Length);
            return File.GetUnixFileMode(path) + string.Concat(Encoding.UTF8.GetString(buffer, 0, (int)length).Split('\0')
                .Where(name => name.StartsWith("user.", StringComparison.Ordinal) || name == List).Order(StringComparer.Ordinal)
                .Select(name => $"; {name} = {Convert.ToHexString(Get(path, name))}"));
        }
    }

    private static byte[] Get(string path, string name)
    {
        var buffer = new byte[65536];
        fixed (byte* value = buffer)
        {
            var length = GetAttribute(path, name, value, buffer.Length);
            return length < 0 ? [] : buffer[..(int)length];
        }
    }

    private static void Set(string path, string name, byte[] value)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Only Linux has attributes of this kind.");
        fixed (byte* bytes = value)
        {
            if (SetAttribute(path, name, bytes, value.Length, 0) != 0)
                Assert.Skip($"{name} cannot be set in the temporary folder: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>Version 2 of the system's form: a tag, rights and a number for each entry.</summary>
    private static byte[] AccessControl(int owner, int user, int group, int mask, int others)
        => [.. BitConverter.GetBytes(2), .. Entry(1, owner, -1), .. Entry(2, user, 1234), .. Entry(4, group, -1), .. Entry(16, mask, -1),
            .. Entry(32, others, -1)];

    private static byte[] Entry(short tag, int rights, int number)
        => [.. BitConverter.GetBytes(tag), .. BitConverter.GetBytes((short)rights), .. BitConverter.GetBytes(number)];

    [LibraryImport("libc", EntryPoint = "listxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ListAttributes(string path, byte* names, nint size);

    [LibraryImport("libc", EntryPoint = "getxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, byte* value, nint size);

    [LibraryImport("libc", EntryPoint = "setxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(string path, string name, byte* value, nint size, int flags);
}
