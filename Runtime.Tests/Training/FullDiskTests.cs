#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using System.Diagnostics;
using System.Runtime.Versioning;
using ModelGen.Tests.Checkpoints;
using static ModelGen.Tests.Training.ResumedRun;

namespace ModelGen.Tests.Training;

/// <summary>A disk that is full while a run saves: a clear error, and the run goes on from what was written before.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _disk;
    private readonly bool _isMounted;

    public FullDiskTests()
    {
        _disk = _folder["disk"];
        Directory.CreateDirectory(_disk);
        _isMounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
            && Runs("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", _disk);
    }

    [Fact]
    public void TheLastCheckpointStaysAndIsGoneOnFrom()
    {
        if (!_isMounted) Assert.Skip("A small disk is mounted by the administrator of a Linux alone.");
        var folder = Path.Combine(_disk, "run");
        using var model = Create();
        Train(model, Form.Spans, Options(Form.Spans, folder, steps: 7));
        var newest = Checkpoint.Newest(folder)!;
        var kept = File.ReadAllBytes(newest);
        Fill();
        using (var late = Create(seed: 8))
        {
            var message = Assert.Throws<IOException>(() => Train(late, Form.Spans, Options(Form.Spans, folder))).Message;
            Assert.Contains(" cannot be saved: ", message);
        }

        Assert.Equal(kept, File.ReadAllBytes(newest));
        Assert.DoesNotContain(Directory.GetFiles(folder), path => !path.EndsWith(".safetensors", StringComparison.Ordinal));
        File.Delete(Path.Combine(_disk, "filler"));
        using var resumed = Create(seed: 9);
        var history = Train(resumed, Form.Spans, Options(Form.Spans, folder));
        Assert.Equal(newest, history.ResumedFrom);
        using var whole = Create();
        Train(whole, Form.Spans, Options(Form.Spans, null));
        Assert.Equal(Bytes(whole), Bytes(resumed));
    }

    public void Dispose()
    {
        if (_isMounted) Runs("umount", _disk);
        _folder.Dispose();
    }

    /// <summary>Writes until nothing more fits.</summary>
    private void Fill()
    {
        using var stream = new FileStream(Path.Combine(_disk, "filler"), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            while (true) stream.Write(new byte[512]);
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
