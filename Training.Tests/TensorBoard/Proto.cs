using System.Runtime.InteropServices;
using System.Text;

namespace ModelGen.Tests.TensorBoard;

/// <summary>The value of a field, as whatever the field is.</summary>
internal readonly record struct ProtoValue(ulong Number, byte[] Block)
{
    public double Double => BitConverter.UInt64BitsToDouble(Number);

    public float Float => BitConverter.UInt32BitsToSingle((uint)Number);

    public string Text => Encoding.UTF8.GetString(Block);

    public double[] Doubles => MemoryMarshal.Cast<byte, double>(Block).ToArray();
}

/// <summary>Reads the fields of a message of Protocol Buffers.</summary>
internal static class Proto
{
    public static List<(int Field, ProtoValue Value)> Fields(ReadOnlySpan<byte> bytes)
    {
        var fields = new List<(int, ProtoValue)>();
        while (bytes.Length > 0)
        {
            var key = Number(ref bytes);
            fields.Add(((int)(key >> 3), (key & 7) switch
            {
                0 => new(Number(ref bytes), []),
                1 => new(BitConverter.ToUInt64(Take(ref bytes, 8)), []),
                2 => new(0, Take(ref bytes, (int)Number(ref bytes)).ToArray()),
                5 => new(BitConverter.ToUInt32(Take(ref bytes, 4)), []),
                var kind => throw new InvalidDataException($"There is no wire type {kind}."),
            }));
        }

        return fields;
    }

    private static ulong Number(ref ReadOnlySpan<byte> bytes)
    {
        var (number, shift) = (0ul, 0);
        for (byte next = 0x80; next >= 0x80; shift += 7)
        {
            next = Take(ref bytes, 1)[0];
            number |= (next & 0x7ful) << shift;
        }

        return number;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
