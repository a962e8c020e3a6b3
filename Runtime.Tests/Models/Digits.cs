using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelGen.Tests.Models;

/// <summary>The first images of MNIST's smaller file, as batches: pixels from 0 to 1, and labels.</summary>
internal sealed class Digits
{
    private const int Pixels = 28 * 28;

    private readonly float[] _pixels;
    private readonly int[] _labels;
    private readonly int _batch;

    public Digits(int batches, int batch)
    {
        _batch = batch;
        _pixels = Array.ConvertAll(Read("images-idx3", rank: 3, batches * batch * Pixels), value => value / 255f);
        _labels = Array.ConvertAll(Read("labels-idx1", rank: 1, batches * batch), value => (int)value);
    }

    public ReadOnlySpan<float> Images(int batch) => _pixels.AsSpan(batch * _batch * Pixels, _batch * Pixels);

    public ReadOnlySpan<int> Labels(int batch) => _labels.AsSpan(batch * _batch, _batch);

    // Before the bytes stand, as big-endian integers, a number for their type with the rank in its last byte, and the sizes.
    private static byte[] Read(string name, int rank, int bytes)
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", $"t10k-{name}-ubyte.gz")),
            CompressionMode.Decompress);
        var header = new byte[sizeof(int) * (1 + rank)];
        file.ReadExactly(header);
        Assert.Equal(0x0800 + rank, BinaryPrimitives.ReadInt32BigEndian(header));
        var values = new byte[bytes];
        file.ReadExactly(values);
        return values;
    }
}
