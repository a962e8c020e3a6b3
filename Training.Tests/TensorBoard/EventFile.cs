using System.Buffers.Binary;

namespace ModelGen.Tests.TensorBoard;

/// <summary>An event of a file: a version, a number, a picture, or a histogram's buckets.</summary>
internal sealed record Event(double WallTime, long Step, string? Version, string? Tag, float? Scalar, double[]? Limits, double[]? Counts)
{
    /// <summary>The message of a picture.</summary>
    public byte[]? Image { get; init; }
}

/// <summary>Reads event files, and checks both checksums of each record bit by bit.</summary>
internal static class EventFile
{
    public static List<Event> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var events = new List<Event>();
        for (var rest = bytes.AsSpan(); rest.Length > 0;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            Assert.Equal(Masked(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            var data = rest.Slice(12, length);
            Assert.Equal(Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            events.Add(Parse(data));
            rest = rest[(16 + length)..];
        }

        return events;
    }

    private static Event Parse(ReadOnlySpan<byte> data)
    {
        var read = new Event(0, 0, null, null, null, null, null);
        foreach (var (field, value) in Proto.Fields(data))
        {
            read = field switch
            {
                1 => read with { WallTime = value.Double },
                2 => read with { Step = (long)value.Number },
                3 => read with { Version = value.Text },
                _ => Parse(read, value.Block),
            };
        }

        return read;
    }

    private static Event Parse(Event read, byte[] summary)
    {
        foreach (var (field, value) in Proto.Fields(Assert.Single(Proto.Fields(summary)).Value.Block))
        {
            read = field switch
            {
                1 => read with { Tag = value.Text },
                2 => read with { Scalar = value.Float },
                4 => read with { Image = value.Block },
                _ => Histogram(read, value.Block),
            };
        }

        return read;
    }

    private static Event Histogram(Event read, byte[] histogram)
    {
        var fields = Proto.Fields(histogram).ToDictionary(entry => entry.Field, entry => entry.Value);
        return read with { Limits = fields[6].Doubles, Counts = fields[7].Doubles };
    }

    private static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var element in data)
        {
            crc ^= element;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0x82f63b78);
        }

        crc = ~crc;
        return unchecked((crc >> 15 | crc << 17) + 0xa282ead8);
    }
}
