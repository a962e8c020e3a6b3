using System.Buffers.Binary;
using System.Text.Json;

namespace ModelGen.Runtime;

/// <summary>Writes a model's tensors as a safetensors file, which is there whole or not at all.</summary>
internal static class CheckpointWriter
{
    private const int Alignment = 8;

    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="tensors">What to write, in order.</param>
    /// <param name="texts">Go into the metadata.</param>
    /// <param name="isSealed">Whether the file gets a sum of all that is in it.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<StoredTensor> tensors, IEnumerable<KeyValuePair<string, string>> texts,
        bool isSealed)
    {
        var entries = Entries(tensors);

        // PyTorch's names and layouts: what readers of the format ask for.
        Dictionary<string, string> metadata = new(StringComparer.Ordinal) { ["format"] = "pt" };
        foreach (var (key, text) in texts) metadata[key] = text;
        if (isSealed) metadata[CheckpointSum.Key] = Sum(metadata, entries, tensors);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(Header(entries, metadata));
            foreach (var tensor in tensors) tensor.ForEachPiece(piece => stream.Write(piece));
        });
    }

    private static List<TensorEntry> Entries(IReadOnlyList<StoredTensor> tensors)
    {
        var (entries, begin) = (new List<TensorEntry>(), 0L);
        foreach (var (tensor, _) in tensors)
        {
            var end = begin + tensor.Bytes;
            entries.Add(new(tensor.Name, SafetensorsFormat.Word(tensor.Precision), tensor.Dims, begin, end));
            begin = end;
        }

        return entries;
    }

    private static string Sum(Dictionary<string, string> metadata, List<TensorEntry> entries, IReadOnlyList<StoredTensor> tensors)
    {
        using var sum = new CheckpointSum(metadata, entries);
        foreach (var tensor in tensors) tensor.ForEachPiece(piece => sum.Add(piece));
        return sum.Text();
    }

    private static byte[] Header(List<TensorEntry> entries, Dictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        buffer.Write(new byte[SafetensorsFormat.LengthBytes]);
        using (var json = new Utf8JsonWriter(buffer)) Write(json, entries, metadata);

        // Spaces, so that the tensors begin where their elements may be read in place.
        while (buffer.Length % Alignment != 0) buffer.WriteByte((byte)' ');
        var header = buffer.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - SafetensorsFormat.LengthBytes);
        return header;
    }

    private static void Write(Utf8JsonWriter json, List<TensorEntry> entries, Dictionary<string, string> metadata)
    {
        json.WriteStartObject();
        json.WriteStartObject(SafetensorsFormat.Metadata);
        foreach (var (key, text) in metadata) json.WriteString(key, text);
        json.WriteEndObject();
        foreach (var entry in entries) Write(json, entry);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TensorEntry entry)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", entry.Type);
        json.WriteStartArray("shape");
        foreach (var dim in entry.Shape) json.WriteNumberValue(dim);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(entry.Begin);
        json.WriteNumberValue(entry.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
