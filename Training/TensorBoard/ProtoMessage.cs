using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ModelGen;

/// <summary>
/// A message in the encoding of Protocol Buffers (protobuf.dev/programming-guides/encoding), field by field: a key, which is the field's
/// number and how its value is written, then the value.
/// </summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes a double; 0 is what a reader takes where there is none, and is left out.</summary>
    public ProtoMessage Double(int field, double value)
    {
        if (BitConverter.DoubleToInt64Bits(value) == 0) return this;
        Key(field, Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), value);
        return this;
    }

    /// <summary>Writes a float, 0 too: for a field that tells by being there which one of several it is.</summary>
    public ProtoMessage Float(int field, float value)
    {
        Key(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(Room(sizeof(float)), value);
        return this;
    }

    /// <summary>Writes a whole number; 0 is left out.</summary>
    public ProtoMessage Int64(int field, long value)
    {
        if (value == 0) return this;
        Key(field, Varint);
        Number((ulong)value);
        return this;
    }

    /// <summary>Writes a text.</summary>
    public ProtoMessage Text(int field, string value) => Block(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes a message within this one.</summary>
    public ProtoMessage Message(int field, ProtoMessage value) => Block(field, value.Written);

    /// <summary>Writes doubles, packed.</summary>
    public ProtoMessage Doubles(int field, IReadOnlyList<double> values)
    {
        var bytes = new byte[values.Count * sizeof(double)];
        for (var index = 0; index < values.Count; index++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(index * sizeof(double)), values[index]);
        return Block(field, bytes);
    }

    /// <summary>Writes bytes.</summary>
    public ProtoMessage Block(int field, ReadOnlySpan<byte> bytes)
    {
        Key(field, Bytes);
        Number((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    private void Key(int field, int kind) => Number((ulong)((field << 3) | kind));

    /// <summary>Seven bits in each byte, the lowest first; the eighth tells that more follow.</summary>
    private void Number(ulong value)
    {
        for (; value > 0x7f; value >>= 7) Room(1)[0] = (byte)(value | 0x80);
        Room(1)[0] = (byte)value;
    }

    private Span<byte> Room(int size)
    {
        var room = _bytes.GetSpan(size)[..size];
        _bytes.Advance(size);
        return room;
    }
}
