using System.Text;
using ModelGen.Tests.Files;

namespace ModelGen.Tests.TensorBoard;

/// <summary>Event files are those that Google's protobuf writes (References/make_events.py), and hold what was written so far.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void BytesAreThoseOfGooglesProtobuf()
    {
        using var writer = new TensorBoardWriter(_folder["run"], new Noon());
        writer.AddScalar("loss/train", 0.5, 0);
        writer.AddScalar("loss/train", 0, 1);
        writer.AddScalar("genauigkeit/größe", -3.25, 300);
        writer.AddScalar("big", 1e30, 1L << 40);
        writer.AddHistogram<double>("weights", [-1.5, -1e-13, 0, 0, 0.25, 3, 1e19], 7);
        writer.AddHistogram<double>("ends", [-1e100, 1e100, 1e-12, -1e-12, double.NaN, double.PositiveInfinity], 8);
        writer.Dispose();
        var expected = Path.Combine(AppContext.BaseDirectory, "References", "events.tfevents");
        Assert.Equal(EventFile.Read(expected).Select(Text), EventFile.Read(writer.FilePath).Select(Text));
        Assert.Equal(File.ReadAllBytes(expected), File.ReadAllBytes(writer.FilePath));

        static string Text(Event read) => $"{read with { Limits = null, Counts = null }} {string.Join(' ', read.Limits ?? [])} "
            + $"{string.Join(' ', read.Counts ?? [])}";
    }

    /// <summary>The examples of RFC 3720, B.4, and the check value of the catalogue of parametrised CRC algorithms.</summary>
    [Theory]
    [InlineData("123456789", 0xe3069283)]
    [InlineData("", 0)]
    public void ChecksumsOfTexts(string text, uint expected) => Assert.Equal(expected, Crc32C.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void ChecksumsOfRfc3720()
    {
        Assert.Equal(0x8a9136aau, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62a8ab43u, Crc32C.Of([.. Enumerable.Repeat((byte)0xff, 32)]));
        Assert.Equal(0x46dd794eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(index => (byte)index)]));
        Assert.Equal(0x113fdb5cu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(index => (byte)(31 - index))]));
    }

    [Fact]
    public void WhatWasWrittenIsThereBeforeTheWriterIsDisposed()
    {
        using var writer = new TensorBoardWriter(_folder["run"]);
        writer.AddScalar("loss", 2, 1);
        var events = EventFile.Read(writer.FilePath);
        Assert.Equal(["brain.Event:2", null], events.Select(read => read.Version));
        Assert.Equal(("loss", 2f, 1), (events[1].Tag, events[1].Scalar, events[1].Step));
        Assert.Equal(DateTimeOffset.UtcNow.ToUnixTimeSeconds(), events[1].WallTime, 60.0);
        Assert.Contains("tfevents", Path.GetFileName(writer.FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public void ManyThreadsWriteWholeRecords()
    {
        using var writer = new TensorBoardWriter(_folder["run"]);
        Parallel.For(0, 500, step => writer.AddScalar("loss", step, step));
        var events = EventFile.Read(writer.FilePath);
        Assert.Equal(Enumerable.Range(0, 500).Select(step => (long)step), events.Skip(1).Select(read => read.Step).Order());
    }

    [Fact]
    public void TwoWritersOfOneFolderHaveTwoFiles()
    {
        using var first = new TensorBoardWriter(_folder["run"], new Noon());
        using var second = new TensorBoardWriter(_folder["run"], new Noon());
        Assert.NotEqual(first.FilePath, second.FilePath);
    }

    [Fact]
    public void BucketsCountEachNumberOnce()
    {
        using var writer = new TensorBoardWriter(_folder["run"]);
        float[] numbers = [.. Enumerable.Range(0, 1000).Select(index => MathF.Sin(index) * MathF.Exp(index % 40))];
        writer.AddHistogram<float>("weights", numbers, 1);
        writer.AddHistogram<float>("none", [], 1);
        var events = EventFile.Read(writer.FilePath);
        var (limits, counts) = (events[1].Limits!, events[1].Counts!);
        Assert.Equal(1000, counts.Sum());
        for (var bucket = 1; bucket < limits.Length; bucket++)
            Assert.Equal(numbers.Count(number => limits[bucket - 1] <= number && number < limits[bucket]), counts[bucket]);
        Assert.Equal([0], events[2].Counts!);
    }

    [Fact]
    public void AnEpochIsWrittenWithItsLosses()
    {
        using var writer = new TensorBoardWriter(_folder["run"]);
        writer.AddEpoch(new(2, 3, 0.5, 0.75, 1.5, 0.125));
        writer.AddEpoch(new(3, 3, 0.25, null, 1.5, 0.125));
        Assert.Equal(
            ["loss/train 2 0.5", "loss/validation 2 0.75", "learning rate 2 0.125", "seconds 2 1.5", "loss/train 3 0.25",
                "learning rate 3 0.125", "seconds 3 1.5"],
            EventFile.Read(writer.FilePath).Skip(1).Select(read => $"{read.Tag} {read.Step} {read.Scalar}"));
    }

    /// <summary>The fields of Summary.Image: height, width, colours, and the file as it is.</summary>
    [Fact]
    public void APictureIsWrittenWithItsSize()
    {
        Curves.SaveSeries(_folder["lines.png"], [new("one", [3, 2, 1])], new() { Width = 64, Height = 40 });
        var png = File.ReadAllBytes(_folder["lines.png"]);
        using var writer = new TensorBoardWriter(_folder["run"]);
        writer.AddImage("lines", png, 3);
        var read = EventFile.Read(writer.FilePath)[1];
        Assert.Equal(("lines", 3L), (read.Tag, read.Step));
        var fields = Proto.Fields(read.Image!).ToDictionary(entry => entry.Field, entry => entry.Value);
        Assert.Equal((40ul, 64ul), (fields[1].Number, fields[2].Number));
        Assert.Contains(fields[3].Number, (ulong[])[3, 4]);
        Assert.Equal(png, fields[4].Block);
        Assert.Contains("are no PNG file", Assert.Throws<ArgumentException>(() => writer.AddImage("lines", png.AsSpan(1), 3)).Message);
        Assert.Throws<ArgumentException>(() => writer.AddImage("lines", [], 3));
    }

    [Fact]
    public void AWriterThatWasDisposedSaysSo()
    {
        var writer = new TensorBoardWriter(_folder["run"]);
        writer.Flush();
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.AddScalar("loss", 1, 1));
        Assert.Throws<ArgumentException>(() => writer.AddScalar("", 1, 1));
        var file = _folder.Write("file", "");
        Assert.Throws<IOException>(() => new TensorBoardWriter(file));
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_500);
    }
}
