using System.Buffers.Binary;

namespace ModelGen;

/// <summary>
/// A file of TFRecords (tensorflow.org/tutorials/load_data/tfrecord): the length of the data, its masked CRC-32C, the data, and theirs.
/// Each
/// record is handed to the operating system by one write, so a process that is killed leaves whole records.
/// </summary>
internal sealed class RecordFile(string path) : IDisposable
{
    private const int Head = sizeof(ulong) + sizeof(uint);

    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private readonly Lock _gate = new();

    public void Write(ReadOnlySpan<byte> data)
    {
        var record = new byte[Head + data.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), Crc32C.Masked(record.AsSpan(0, sizeof(ulong))));
        data.CopyTo(record.AsSpan(Head));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(Head + data.Length), Crc32C.Masked(data));
        lock (_gate) _file.Write(record);
    }

    /// <summary>Waits until all is on the disk.</summary>
    public void Flush()
    {
        lock (_gate) _file.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        lock (_gate) _file.Dispose();
    }
}
