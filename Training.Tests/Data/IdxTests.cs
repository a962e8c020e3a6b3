using System.IO.Compression;
using ModelGen.Tests.Files;

namespace ModelGen.Tests.Data;

/// <summary>IDX files of each kind of element, and what is said of others.</summary>
public sealed class IdxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void EachKindOfElementIsRead()
    {
        Assert.Equal<byte>([1, 255], Read<byte>([0, 0, 8, 1, 0, 0, 0, 2, 1, 255]).Elements);
        Assert.Equal<sbyte>([1, -1], Read<sbyte>([0, 0, 9, 1, 0, 0, 0, 2, 1, 255]).Elements);
        Assert.Equal<short>([258], Read<short>([0, 0, 11, 1, 0, 0, 0, 1, 1, 2]).Elements);
        Assert.Equal([0x01020304], Read<int>([0, 0, 12, 1, 0, 0, 0, 1, 1, 2, 3, 4]).Elements);
        Assert.Equal([1.5f], Read<float>([0, 0, 13, 1, 0, 0, 0, 1, 0x3f, 0xc0, 0, 0]).Elements);
        Assert.Equal([-2.0], Read<double>([0, 0, 14, 1, 0, 0, 0, 1, 0xc0, 0, 0, 0, 0, 0, 0, 0]).Elements);
        Assert.Throws<NotSupportedException>(() => Read<long>([0, 0, 14, 1, 0, 0, 0, 0]));
    }

    [Fact]
    public void MnistIsRead()
    {
        var data = Path.Combine(AppContext.BaseDirectory, "Data");
        var images = Idx.Read<byte>(Path.Combine(data, "t10k-images-idx3-ubyte.gz"));
        Assert.Equal([10_000, 28, 28], images.Shape);
        var set = Idx.Images(Path.Combine(data, "t10k-images-idx3-ubyte.gz"), Path.Combine(data, "t10k-labels-idx1-ubyte.gz"));
        Assert.Equal((10_000, 784, 1), (set.Count, set.InputSize, set.TargetSize));
        Assert.Equal([7, 2, 1, 0], Reading.Targets(set.Take(4)));
        Assert.Equal(images.Elements[..784].Select(pixel => pixel / 255f), Reading.Inputs(set.Take(1)));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 1 }, "ends after 1 of 2 bytes that its header tells, so it is truncated.")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0 }, "ends after 2 of 4 bytes")]
    [InlineData(new byte[] { }, "ends after 0 of 4 bytes")]
    [InlineData(new byte[] { 0, 0, 13, 1, 0, 0, 0, 0 }, "it begins with 0x00000d01, and 0x000008 and the number of axes was expected.")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "it begins with 0x00000800")]
    [InlineData(new byte[] { 0, 0, 8, 1, 255, 255, 255, 255 }, "tells more elements than an array takes, so its header is damaged.")]
    [InlineData(new byte[] { 0, 0, 8, 2, 127, 255, 255, 255, 127, 255, 255, 255 }, "tells more elements than an array takes")]
    [InlineData(new byte[] { 0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, "is compressed by gzip and damaged")]
    public void AWrongFileIsTold(byte[] bytes, string message)
    {
        var path = _folder.Write("file", bytes);
        var fault = Assert.Throws<InvalidDataException>(() => Idx.Read<byte>(path));
        Assert.StartsWith(path, fault.Message);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHeaderThatTellsTooMuchCostsNoMemory()
    {
        var path = _folder.Write("file", [0, 0, 8, 1, 0x7f, 0, 0, 0, 1]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Idx.Read<byte>(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void FilesThatDoNotBelongTogetherAreTold()
    {
        var images = _folder.Write("images", [0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 9]);
        var labels = _folder.Write("labels", [0, 0, 8, 1, 0, 0, 0, 2, 1, 0]);
        var fault = Assert.Throws<InvalidDataException>(() => Idx.Images(images, labels));
        Assert.Equal($"{images} has the shape [1, 1] and {labels} [2]; expected images [N, ...] and labels [N], with an N above 0.",
            fault.Message);
        Assert.Throws<FileNotFoundException>(() => Idx.Read<byte>(_folder["absent"]));
    }

    public void Dispose() => _folder.Dispose();

    private IdxArray<T> Read<T>(byte[] bytes)
        where T : unmanaged
    {
        var plain = Idx.Read<T>(_folder.Write("plain", bytes));
        using (var file = File.Create(_folder["gz"]))
        using (var stream = new GZipStream(file, CompressionMode.Compress)) stream.Write(bytes);
        Assert.Equal(plain.Elements, Idx.Read<T>(_folder["gz"]).Elements);
        return plain;
    }
}
