using System.Buffers.Binary;
using System.Text.Json;

namespace ModelGen.Runtime;

/// <summary>Writes a model's tensors as a safetensors file, which is there whole or not at all.</summary>
internal static class CheckpointWriter
{
    private const int Alignment = 8;

    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="tensors">What to write, in order.</param>
    /// <param name="block">The persistent block.</param>
    /// <param name="elementSize">4 or 8.</param>
    /// <param name="state">Goes into the metadata; null for none.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<CheckpointTensor> tensors, HostBlock block, int elementSize, TrainingState? state)
        => AtomicFile.Write(path, stream =>
        {
            stream.Write(Header(tensors, elementSize, state));
            foreach (var tensor in tensors) block.ForEachPiece(tensor.Offset, tensor.Count * elementSize, piece => stream.Write(piece));
        });

    private static byte[] Header(IReadOnlyList<CheckpointTensor> tensors, int elementSize, TrainingState? state)
    {
        using var buffer = new MemoryStream();
        buffer.Write(new byte[SafetensorsFormat.LengthBytes]);
        using (var json = new Utf8JsonWriter(buffer)) Write(json, tensors, elementSize, state);

        // Spaces, so that the tensors begin where their elements may be read in place.
        while (buffer.Length % Alignment != 0) buffer.WriteByte((byte)' ');
        var header = buffer.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - SafetensorsFormat.LengthBytes);
        return header;
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<CheckpointTensor> tensors, int elementSize, TrainingState? state)
    {
        json.WriteStartObject();
        json.WriteStartObject(SafetensorsFormat.Metadata);

        // PyTorch's names and layouts: what readers of the format ask for.
        json.WriteString("format", "pt");
        foreach (var (key, text) in state?.Entries() ?? []) json.WriteString(key, text);
        json.WriteEndObject();
        var begin = 0L;
        foreach (var tensor in tensors)
        {
            var end = begin + (tensor.Count * elementSize);
            Write(json, tensor, elementSize, begin, end);
            begin = end;
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CheckpointTensor tensor, int elementSize, long begin, long end)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", elementSize == sizeof(double) ? SafetensorsFormat.Float64 : SafetensorsFormat.Float32);
        json.WriteStartArray("shape");
        foreach (var dim in tensor.Dims) json.WriteNumberValue(dim);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
