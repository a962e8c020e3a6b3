using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>Reads an IDX file.</summary>
internal static class IdxReader
{
    // What is read at once, so that a header that tells too much costs no more memory than the file has bytes.
    private const int Part = 1 << 20;

    public static IdxArray<T> Read<T>(string path)
        where T : unmanaged
    {
        using var file = File.OpenRead(path);
        using var stream = IsCompressed(file) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        try
        {
            var shape = ReadShape<T>(stream, path);
            var length = shape.Aggregate((long)Unsafe.SizeOf<T>(), (product, axis) => checked(product * axis));
            if (length > Array.MaxLength) throw new OverflowException();
            return new(shape, Elements<T>(ReadAll(stream, (int)length, path)));
        }
        catch (OverflowException fault)
        {
            throw new InvalidDataException($"{path} tells more elements than an array takes, so its header is damaged.", fault);
        }
        catch (InvalidDataException fault) when (!fault.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path} is compressed by gzip and damaged: {fault.Message}", fault);
        }
    }

    private static bool IsCompressed(FileStream file)
    {
        var isCompressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isCompressed;
    }

    private static int[] ReadShape<T>(Stream stream, string path)
        where T : unmanaged
    {
        var magic = ReadNumber(stream, path);
        var (expected, axes) = (TypeCode<T>(), magic & 0xff);
        if (magic >> 8 != expected || axes == 0)
            throw new InvalidDataException($"{path} is no IDX file of {typeof(T).Name}: it begins with 0x{magic:x8}, and "
                + $"0x00{expected:x4} and "
                + "the number of axes was expected.");
        var shape = new int[axes];
        for (var axis = 0; axis < axes; axis++) shape[axis] = checked((int)(uint)ReadNumber(stream, path));
        return shape;
    }

    private static int TypeCode<T>()
        where T : unmanaged
        => default(T) switch
        {
            byte => 0x08,
            sbyte => 0x09,
            short => 0x0b,
            int => 0x0c,
            float => 0x0d,
            double => 0x0e,
            _ => throw new NotSupportedException($"IDX files have no elements of {typeof(T).Name}; they have byte, sbyte, short, int, "
                + "float "
                + "and double."),
        };

    private static int ReadNumber(Stream stream, string path) => BinaryPrimitives.ReadInt32BigEndian(ReadAll(stream, sizeof(int), path));

    private static byte[] ReadAll(Stream stream, int length, string path)
    {
        var bytes = new byte[Math.Min(length, Part)];
        for (var count = 0; count < length;)
        {
            if (count == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(length, 2L * count));
            var read = stream.Read(bytes, count, bytes.Length - count);
            if (read == 0)
                throw new InvalidDataException($"{path} ends after {count} of {length} bytes that its header tells, so it is truncated.");
            count += read;
        }

        return bytes;
    }

    private static T[] Elements<T>(byte[] bytes)
        where T : unmanaged
    {
        if (typeof(T) == typeof(byte)) return (T[])(object)bytes;
        var elements = new T[bytes.Length / Unsafe.SizeOf<T>()];
        bytes.CopyTo(MemoryMarshal.AsBytes(elements.AsSpan()));
        if (BitConverter.IsLittleEndian) Reverse(MemoryMarshal.AsBytes(elements.AsSpan()), Unsafe.SizeOf<T>());
        return elements;
    }

    private static void Reverse(Span<byte> bytes, int size)
    {
        for (var first = 0; first < bytes.Length; first += size) bytes.Slice(first, size).Reverse();
    }
}
