#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using System.Runtime.Versioning;
using ModelGen.Tests.Checkpoints;
using static ModelGen.Tests.Training.ResumedRun;

namespace ModelGen.Tests.Training;

/// <summary>The files of a run: which are kept, and what happens where they cannot be written or are not what was written.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder["run"];

    [Fact]
    public void TheNewestAndTheBestAreKept()
    {
        using var model = Create();
        Fit(model, new Checkpoint(Folder, keepLast: 2), epochs: 5);
        Assert.Equal(["best.safetensors", "step-000000000020.safetensors", "step-000000000025.safetensors"], Names());
        Assert.Equal(Path.Combine(Folder, "step-000000000025.safetensors"), Checkpoint.Newest(Folder));
    }

    [Fact]
    public void EverySoManyStepsAndAtTheEnd()
    {
        using var model = Create();
        Fit(model, new Checkpoint(Folder, every: 4, keepLast: 9, keepBest: false), epochs: 2);
        Assert.Equal(["step-000000000004.safetensors", "step-000000000008.safetensors", "step-000000000010.safetensors"], Names());
    }

    [Fact]
    public void TheBestIsThatOfTheBestEpoch()
    {
        using var model = Create();
        var checkpoint = new Checkpoint(Folder);
        var history = Fit(model, checkpoint, epochs: 6);
        var best = history.MinBy(epoch => epoch.ValidationLoss)!;
        Assert.Equal(best.ValidationLoss, checkpoint.Best);
        Assert.Equal(best.Epoch, CheckpointInfo.Read(checkpoint.BestPath).Epochs);
    }

    [Fact]
    public void AnotherRunsFolderIsRefused()
    {
        using var model = Create();
        Fit(model, new Checkpoint(Folder), epochs: 1);
        var before = Bytes(model);
        Assert.Contains("has checkpoints of another run, up to step-000000000005.safetensors. Go on from them by ResumeFrom",
            Assert.Throws<InvalidOperationException>(() => Fit(model, new Checkpoint(Folder), epochs: 1)).Message);
        Assert.Equal(before, Bytes(model));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(100)]
    [InlineData(-1)]
    public void ATornFileIsSkippedAndTold(int length)
    {
        using (var first = Create()) Train(first, Form.Spans, Options(Form.Spans, Folder, epochs: 2));
        var newest = Checkpoint.Newest(Folder)!;
        var whole = File.ReadAllBytes(newest);
        File.WriteAllBytes(newest, length < 0 ? whole[..^1] : whole[..length]);
        using var resumed = Create(seed: 8);
        var history = Train(resumed, Form.Spans, Options(Form.Spans, Folder));
        Assert.EndsWith("step-000000000005.safetensors", history.ResumedFrom);
        Assert.StartsWith($"{newest} cannot be loaded: ", Assert.Single(history.SkippedCheckpoints));
        using var expected = Create();
        Assert.Equal(Numbers(Train(expected, Form.Spans, Options(Form.Spans, null))), Numbers(history));
        Assert.Equal(Bytes(expected), Bytes(resumed));
    }

    [Fact]
    public void ADamagedFileIsNoneOfThoseThatAreKept()
    {
        using (var first = Create()) Fit(first, new Checkpoint(Folder, every: 1), epochs: 1);
        File.WriteAllText(Checkpoint.Newest(Folder)!, "damaged");
        using var resumed = Create(seed: 8);
        Fit(resumed, new Checkpoint(Folder, every: 3, keepLast: 1, keepBest: false), epochs: 2, from: Folder);
        Assert.Equal(["best.safetensors", "step-000000000010.safetensors"], Names());
        using var gone = Create();
        Fit(gone, null, epochs: 2);
        Assert.Equal(Bytes(gone), Bytes(resumed));
    }

    [Fact]
    public void WhereNoneIsWholeNothingChanges()
    {
        using (var first = Create()) Fit(first, new Checkpoint(Folder), epochs: 1);
        File.WriteAllText(Checkpoint.Newest(Folder)!, "no checkpoint");
        Directory.CreateDirectory(Path.Combine(Folder, "step-000000000007.safetensors"));
        using var model = Create(seed: 8);
        var before = Bytes(model);
        var message = Assert.Throws<InvalidDataException>(() => Train(model, Form.Spans, Options(Form.Spans, Folder))).Message;
        Assert.Contains("none of its 2 checkpoints can be loaded. The newest: ", message);
        Assert.Contains("it is a folder. Give the name of a file. Remove them to begin anew.", message);
        Assert.Equal(before, Bytes(model));
    }

    /// <summary>Whatever is changed in a file, it is refused by a clear error, or is the same checkpoint.</summary>
    [Fact]
    public void ChangedFilesChangeNothing()
    {
        using (var first = Create()) Train(first, Form.Spans, Options(Form.Spans, Folder, steps: 7));
        var newest = Checkpoint.Newest(Folder)!;
        foreach (var other in Directory.GetFiles(Folder).Where(path => path != newest)) File.Delete(other);
        var (whole, random) = (File.ReadAllBytes(newest), new Random(5));
        using var model = Create(seed: 8);
        var before = Bytes(model);
        for (var time = 0; time < 300; time++)
        {
            File.WriteAllBytes(newest, Changed(whole, random));
            var message = Assert.Throws<InvalidDataException>(
                () => Train(model, Form.Spans, Options(Form.Spans, Folder))).Message;
            Assert.InRange(message.Length, 50, 1500);
            Assert.Contains("cannot be loaded: ", message);
            Assert.Equal(before, Bytes(model));
        }

        File.WriteAllBytes(newest, whole);
        Assert.Equal(newest, Train(model, Form.Spans, Options(Form.Spans, Folder)).ResumedFrom);
    }

    /// <summary>One who makes the sum anew can write any text; none of them changes a model and then fails.</summary>
    [Theory]
    [InlineData("batches", "6")]
    [InlineData("batches", "-1")]
    [InlineData("batches", "99999999999")]
    [InlineData("turn", "x")]
    [InlineData("turn", "")]
    [InlineData("loss_sum", "one")]
    [InlineData("epochs", "1000000000000")]
    [InlineData("epochs", "2")]
    [InlineData("history.loss", "")]
    [InlineData("history.loss", "1,2")]
    [InlineData("history.learning_rate", "x")]
    [InlineData("callback.EarlyStopping.0.best", "good")]
    [InlineData("callback.EarlyStopping.0.waited", "-3")]
    [InlineData("callback.ReduceOnPlateau.0.bad", "1e9")]
    [InlineData("steps", "0x10")]
    public void WrongTextsAreRefused(string key, string text)
    {
        using (var first = Create()) Train(first, Form.Spans, Options(Form.Spans, Folder, steps: 7));
        var newest = Checkpoint.Newest(Folder)!;
        foreach (var other in Directory.GetFiles(Folder).Where(path => path != newest)) File.Delete(other);
        File.WriteAllBytes(newest, SealedBytes.With(File.ReadAllBytes(newest), "modelgen.fit." + key, text));
        using var model = Create(seed: 8);
        var before = Bytes(model);
        Assert.Contains("none of its 1 checkpoints can be loaded.",
            Assert.Throws<InvalidDataException>(() => Train(model, Form.Spans, Options(Form.Spans, Folder))).Message);
        Assert.Equal(before, Bytes(model));
    }

    [Fact]
    public void TheSumThatTheTestsMakeIsTheFiles()
    {
        using (var first = Create()) Train(first, Form.Spans, Options(Form.Spans, Folder, steps: 7));
        var newest = Checkpoint.Newest(Folder)!;
        File.WriteAllBytes(newest, SealedBytes.With(File.ReadAllBytes(newest), "modelgen.metadata.own", "text"));
        Assert.Equal("text", CheckpointInfo.Read(newest).Metadata["own"]);
    }

    [Fact]
    public void AFolderThatCannotBeWrittenEndsTheRunBeforeItsFirstStep()
    {
        using var model = Create();
        var before = Bytes(model);
        File.WriteAllText(_folder["file"], "");
        Assert.Contains("for checkpoints cannot be made",
            Assert.Throws<IOException>(() => Fit(model, new Checkpoint(_folder["file"]), epochs: 1)).Message);
        Assert.Contains("is a file, and checkpoints lie in a folder",
            Assert.Throws<IOException>(() => Train(model, Form.Spans, Options(Form.Spans, _folder["file"]))).Message);
        Assert.Equal(before, Bytes(model));
    }

    [Fact]
    public void WhatCannotBeWrittenLeavesTheLastCheckpoint()
    {
        using var model = Create();
        Directory.CreateDirectory(Path.Combine(Folder, "best.safetensors"));
        var message = Assert.Throws<IOException>(() => Fit(model, new Checkpoint(Folder, every: 2, keepLast: 9), epochs: 2)).Message;
        Assert.Contains("best.safetensors cannot be saved: it is a folder", message);
        Directory.Delete(Path.Combine(Folder, "best.safetensors"));
        using var resumed = Create(seed: 8);
        var history = Fit(resumed, new Checkpoint(Folder, every: 2), epochs: 2, from: Folder);
        Assert.EndsWith("step-000000000004.safetensors", history.ResumedFrom);
        using var whole = Create();
        Fit(whole, null, epochs: 2);
        Assert.Equal(Bytes(whole), Bytes(resumed));
    }

    [Fact]
    public void AReadOnlyFolderIsTold()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no modes.");
        Directory.CreateDirectory(_folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        // The administrator may write to any folder but the kernel's.
        var folder = Environment.IsPrivilegedProcess ? "/sys/kernel" : _folder["closed"];
        using var model = Create();
        Assert.StartsWith($"{folder}/", Assert.ThrowsAny<IOException>(() => Fit(model, new Checkpoint(folder), epochs: 1)).Message);
    }

    public void Dispose() => _folder.Dispose();

    private string[] Names() => [.. Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)).Order()];

    private static History Fit(SavedNet model, Checkpoint? checkpoint, int epochs, string? from = null)
        => Train(model, Form.Spans, new()
        {
            Epochs = epochs,
            BatchSize = 5,
            ResumeFrom = from,
            Callbacks = checkpoint is null ? [] : [checkpoint],
        });

    private static byte[] Changed(byte[] whole, Random random)
    {
        byte[] changed = [.. whole];
        var place = random.Next(3) == 0 ? random.Next(whole.Length) : random.Next(Math.Min(4000, whole.Length));
        switch (random.Next(4))
        {
            case 0:
                return changed[..place];
            case 1:
                return [.. changed, .. new byte[random.Next(1, 100)]];
            case 2:
                changed[place] ^= (byte)(1 << random.Next(8));
                return changed;
            default:
                var length = Math.Min(random.Next(1, 40), whole.Length - place);
                random.NextBytes(changed.AsSpan(place, length));
                return changed;
        }
    }
}
