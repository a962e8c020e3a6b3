using System.Buffers.Binary;
using System.IO.Compression;

namespace MnistDigits;

/// <summary>
/// Reads a gzip-compressed IDX file of bytes: two zeros, the type of the elements, the number of axes, a length for each axis, the
/// elements.
/// </summary>
internal static class IdxFile
{
    private const byte UnsignedByte = 8;

    /// <summary>Reads the elements.</summary>
    /// <param name="path">A file such as <c>train-images-idx3-ubyte.gz</c>.</param>
    /// <param name="axes">How many axes the file must have: 3 for images, 1 for labels.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is something else, or ends early.</exception>
    public static IdxData Read(string path, int axes)
    {
        if (!File.Exists(path)) throw Missing(path);
        try
        {
            using var file = File.OpenRead(path);
            using var stream = new GZipStream(file, CompressionMode.Decompress);
            var shape = ReadShape(stream, path, axes);
            var elements = new byte[shape.Aggregate(1, (product, length) => checked(product * length))];
            Fill(stream, elements, path);
            return new(shape, elements);
        }
        catch (Exception fault) when (fault is OverflowException or OutOfMemoryException)
        {
            throw new InvalidDataException($"{path} tells more elements than fit into memory, so its header is damaged. {Remedy}", fault);
        }
    }

    private static int[] ReadShape(Stream stream, string path, int axes)
    {
        var magic = ReadNumber(stream, path);
        var expected = (UnsignedByte << 8) | axes;
        if (magic != expected)
            throw new InvalidDataException(
                $"{path} is no IDX file of bytes with {axes} axes: it begins with 0x{magic:x8} instead of 0x{expected:x8}. {Remedy}");
        var shape = new int[axes];
        for (var axis = 0; axis < axes; axis++) shape[axis] = checked((int)(uint)ReadNumber(stream, path));
        return shape;
    }

    private static int ReadNumber(Stream stream, string path)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        Fill(stream, bytes, path);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }

    private static void Fill(Stream stream, Span<byte> bytes, string path)
    {
        int count;
        try
        {
            count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"{path} is not gzip-compressed or is damaged. {Remedy}", fault);
        }

        if (count < bytes.Length)
            throw new InvalidDataException($"{path} ends after {count} of {bytes.Length} bytes, so it is truncated. {Remedy}");
    }

    private static FileNotFoundException Missing(string path)
        => new($"There is no {Path.GetFileName(path)} in {Path.GetDirectoryName(Path.GetFullPath(path))}. {Remedy}", path);

    private const string Remedy =
        "Take the file from Samples/Data/mnist of the repository and build again; the build copies it to the folder Data next to the "
            + "program.";
}
