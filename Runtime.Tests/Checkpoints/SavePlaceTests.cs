using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ModelGen.Runtime;

namespace ModelGen.Tests.Checkpoints;

/// <summary>
/// What Save does to what stands at its path: links, modes and owners stay, what is no file stays, and nothing is left beside it.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class SavePlaceTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();
    private readonly SavedNet _model = SavedNet.Create(device: Device.CpuWith(1), seed: 1);

    /// <summary>The link's text, from the folder a; the file that it leads to.</summary>
    [Theory]
    [InlineData("net", "a/net")]
    [InlineData("./../b/net", "b/net")]
    [InlineData("../b/again", "b/c/net")]
    [InlineData("../b/up", "b/net")]
    [InlineData("../shortcut/../net", "b/net")]
    [InlineData("ROOT/b/net", "b/net")]
    public void ALinkStaysALinkAndItsTargetIsWritten(string link, string target)
    {
        foreach (var name in (string[])["a", "b/c"]) Directory.CreateDirectory(_folder[name]);
        File.CreateSymbolicLink(_folder["b/again"], "c/net");
        Directory.CreateSymbolicLink(_folder["shortcut"], "b/c");
        File.CreateSymbolicLink(_folder["b/up"], "../shortcut/../net");
        File.CreateSymbolicLink(_folder["a/link"], link.Replace("ROOT", _folder["."][..^2]));

        // First it is not there, and then it is.
        for (var time = 0; time < 2; time++)
        {
            _model.Save(_folder["a/link"]);
            Assert.NotNull(new FileInfo(_folder["a/link"]).LinkTarget);
            Assert.Null(new FileInfo(_folder[target]).LinkTarget);
            _model.Load(_folder[target]);
        }

        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_folder[target])!), file => new FileInfo(file).LinkTarget is null);
    }

    [Fact]
    public void LinksInACircleAreTold()
    {
        File.CreateSymbolicLink(_folder["a"], "b");
        File.CreateSymbolicLink(_folder["b"], "a");
        Assert.Contains("cannot be saved", Assert.ThrowsAny<IOException>(() => _model.Save(_folder["a"])).Message);
        Assert.Equal("b", new FileInfo(_folder["a"]).LinkTarget);
    }

    [Theory]
    [InlineData(0x180)]
    [InlineData(0x1a0)]
    [InlineData(0x1b6)]
    [InlineData(0x100)]
    [InlineData(0x1ed)]
    public void ModeOwnerAndGroupStay(int mode)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no modes.");
        File.WriteAllText(_folder["net"], "");
        if (Environment.IsPrivilegedProcess)
        {
            using var handle = File.OpenHandle(_folder["net"]);
            Assert.True(UnixFile.TryGive(handle, new(FileKind.Regular, 12345, 54321)));
        }

        File.SetUnixFileMode(_folder["net"], (UnixFileMode)mode);
        var before = FileState.Read(_folder["net"]);
        _model.Save(_folder["net"]);
        Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(_folder["net"]));
        Assert.Equal(before, FileState.Read(_folder["net"]));
        _model.Load(_folder["net"]);
    }

    [Fact]
    public void ANewFileHasTheModeOfAnyNewFile()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no modes.");
        File.WriteAllText(_folder["other"], "");
        _model.Save(_folder["net"]);
        Assert.Equal(File.GetUnixFileMode(_folder["other"]), File.GetUnixFileMode(_folder["net"]));
    }

    [Theory]
    [InlineData("folder", "a folder")]
    [InlineData("pipe", "a pipe")]
    [InlineData("socket", "a socket")]
    [InlineData("link", "a pipe")]
    public void WhatIsNoFileStays(string name, string word)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no pipes in folders.");
        Directory.CreateDirectory(_folder["folder"]);
        Assert.Equal(0, MakePipe(_folder["pipe"], 0x180));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        File.CreateSymbolicLink(_folder["link"], "pipe");
        var before = FileState.Read(_folder[name]);
        var path = _folder[name];
        Assert.Equal($"{path} cannot be saved: it is {word}, and Save replaces nothing but files. Give the name of a file.",
            Assert.ThrowsAny<IOException>(() => _model.Save(path)).Message);
        Assert.Equal($"{path} cannot be loaded: it is {word}. Give the name of a file.",
            Assert.ThrowsAny<IOException>(() => _model.Load(path)).Message);
        Assert.Equal(before, FileState.Read(path));
        Assert.Equal(4, Directory.GetFileSystemEntries(_folder["."]).Length);
    }

    [Fact]
    public void ADeviceIsKnownAsOne()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no device nodes.");
        Assert.Equal(FileKind.Device, FileState.Read("/dev/null").Kind);
        Assert.Contains("it is a device", Assert.ThrowsAny<IOException>(() => _model.Load("/dev/zero")).Message);
    }

    [Fact]
    public void AReadOnlyFolderIsTold()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no modes.");
        Directory.CreateDirectory(_folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        // The administrator may write to any folder but the kernel's.
        var path = Environment.IsPrivilegedProcess ? "/sys/net" : _folder["closed/net"];
        var message = Assert.ThrowsAny<IOException>(() => _model.Save(path)).Message;
        Assert.StartsWith($"{path} cannot be saved: ", message);
        Assert.DoesNotContain(".tmp", message);
    }

    [Fact]
    public void AMissingFolderIsNamedAndNotATemporaryFile()
    {
        var path = _folder["no/net"];
        Assert.Equal($"{path} cannot be saved: there is no folder {_folder["no"]}. Make it first.",
            Assert.Throws<DirectoryNotFoundException>(() => _model.Save(path)).Message);
        Assert.Contains("this is the name of a folder", Assert.ThrowsAny<IOException>(() => _model.Save(_folder["net/"])).Message);
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData("n", 255)]
    [InlineData("n", 240)]
    [InlineData("é", 127)]
    [InlineData("漢", 85)]
    public void NamesAsLongAsTheSystemTakesThem(string sign, int count)
    {
        var name = string.Concat(Enumerable.Repeat(sign, count));
        for (var time = 0; time < 2; time++) _model.Save(_folder[name]);
        Assert.Equal([name], _folder.Files);
        _model.Load(_folder[name]);
        Assert.ThrowsAny<IOException>(() => _model.Save(_folder[name + name]));
        Assert.Equal([name], _folder.Files);
    }

    /// <summary>A killed process leaves its temporary file, and the lock on it is gone.</summary>
    [Fact]
    public void WhatKilledProcessesLeftIsRemovedAndWhatOthersWriteStays()
    {
        List<string> left = [Leave("net"), Leave("net"), Leave("net"), Leave("other")];
        using var living = TemporaryFile.Beside(_folder["net"], isPrivate: true);
        Assert.Equal(left.Append(living.Path).Order(), Directory.GetFiles(_folder["."]).Select(Path.GetFullPath).Order());
        _model.Save(_folder["net"]);
        Assert.Equal(new[] { _folder["net"], left[3], living.Path }.Order(),
            Directory.GetFiles(_folder["."]).Select(Path.GetFullPath).Order());
        _model.Load(_folder["net"]);

        string Leave(string name)
        {
            var file = TemporaryFile.Beside(_folder[name], isPrivate: true);
            file.Dispose();
            File.WriteAllText(file.Path, "half");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.Path, OwnerOnly);
            return file.Path;
        }
    }

    [Fact]
    public void SeveralWhoSaveOneNameLeaveAWholeFile()
    {
        var path = _folder["net"];
        _model.Save(path);
        Parallel.For(0, 4, number =>
        {
            using var own = SavedNet.Create(device: Device.CpuWith(1), seed: number);
            for (var time = 0; time < 25; time++)
            {
                if (number > 0) own.Save(path);
                else own.Load(path);
            }
        });
        Assert.Equal(["net"], _folder.Files);
        _model.Load(path);
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
