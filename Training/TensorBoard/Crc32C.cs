using System.Buffers.Binary;
using System.Numerics;

namespace ModelGen;

/// <summary>The checksum CRC-32C (RFC 3720, B.4), and the form in which a TFRecord holds it.</summary>
internal static class Crc32C
{
    /// <summary>The checksum.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var rest in bytes) crc = BitOperations.Crc32C(crc, rest);
        return ~crc;
    }

    /// <summary>
    /// The checksum turned by 15 bits and moved, since one of data that has checksums in it is weak: tensorflow/core/lib/hash/crc32c.h.
    /// </summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => unchecked(BitOperations.RotateRight(Of(bytes), 15) + 0xa282ead8u);
}
