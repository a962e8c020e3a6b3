using System.Buffers.Binary;
using System.IO.Compression;

namespace Mnist;

/// <summary>Reads the IDX format of http://yann.lecun.com/exdb/mnist: unsigned bytes in one or more dimensions, compressed by gzip.</summary>
public sealed class IdxFile
{
    private const int UnsignedBytes = 0x08;

    private IdxFile(int[] dimensions, byte[] values) => (Dimensions, Values) = (dimensions, values);

    /// <summary>The sizes, outermost first.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>The values, row by row.</summary>
    public byte[] Values { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is missing, truncated, or no IDX file; the message says what to do.</exception>
    public static IdxFile Read(string path, int rank)
    {
        if (!File.Exists(path)) throw new InvalidDataException($"{path} is missing. The four files of MNIST belong there; git has them under Samples/Data/mnist.");
        try
        {
            using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            return Read(stream, path, rank);
        }
        catch (Exception exception) when (exception is EndOfStreamException || (exception is InvalidDataException && exception.Message.Contains("archive", StringComparison.OrdinalIgnoreCase)))
        {
            throw new InvalidDataException($"{path} is truncated or damaged: take it from git again (git checkout -- Samples/Data/mnist).", exception);
        }
    }

    private static IdxFile Read(Stream stream, string path, int rank)
    {
        var head = new byte[4];
        stream.ReadExactly(head);
        if (head[0] != 0 || head[1] != 0 || head[2] != UnsignedBytes || head[3] != rank)
            throw new InvalidDataException($"{path} begins with {Convert.ToHexString(head)}; expected 000008{rank:X2}, an IDX file of unsigned bytes in {rank} dimensions.");
        var dimensions = new int[rank];
        var number = new byte[4];
        for (var axis = 0; axis < rank; axis++)
        {
            stream.ReadExactly(number);
            dimensions[axis] = BinaryPrimitives.ReadInt32BigEndian(number);
        }

        var values = new byte[dimensions.Aggregate(1, (product, size) => checked(product * size))];
        stream.ReadExactly(values);
        return new(dimensions, values);
    }
}
