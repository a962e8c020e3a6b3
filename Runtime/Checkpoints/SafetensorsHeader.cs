using System.Buffers.Binary;
using System.Text.Json;

namespace ModelGen.Runtime;

/// <summary>What the header of a safetensors file says, checked against the file's length before anything is read by it.</summary>
internal sealed class SafetensorsHeader
{
    private const int LongestShown = 200;

    private readonly string _file;
    private readonly Dictionary<string, TensorEntry> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafetensorsHeader(string file) => _file = file;

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors;

    /// <summary>The text under __metadata__.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Where the tensors begin in the file.</summary>
    public long DataStart { get; private set; }

    /// <param name="stream">The file, at its beginning.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="largest">Bytes that the header may have.</param>
    /// <exception cref="InvalidDataException">It is no such file, or it is cut off.</exception>
    public static SafetensorsHeader Read(Stream stream, string file, int largest)
    {
        var header = new SafetensorsHeader(file);
        var text = header.Text(stream, largest);
        try
        {
            // A name that is no valid text is an InvalidOperationException when it is read.
            using var document = JsonDocument.Parse(text);
            header.Take(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw header.Bad($"its header is no JSON ({FileText.Short(fault.Message, 200)}). Write the file again", fault);
        }

        header.CheckPlaces(stream.Length);
        return header;
    }

    private byte[] Text(Stream stream, int largest)
    {
        Span<byte> prefix = stackalloc byte[SafetensorsFormat.LengthBytes];
        if (stream.Length < prefix.Length)
            throw Bad($"it has {stream.Length} bytes, but its first {prefix.Length} tell the length of its header. Write or copy the "
                + "file again");
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsFormat.LargestHeader && length > (ulong)largest)
            throw Bad($"its first 8 bytes tell a header of {length} bytes, more than the format's {SafetensorsFormat.LargestHeader}; it "
                + $"is no safetensors file. PyTorch's own .pt files are written so by "
                + "safetensors.torch.save_file(model.state_dict(), path)");
        if (length > (ulong)largest)
            throw Bad($"its first 8 bytes tell a header of {length} bytes, more than the {largest} that Load reads unless asked. If it "
                + $"is a file of very many tensors, call Load(path, largestHeader: {length})");
        if (length > (ulong)(stream.Length - prefix.Length))
            throw Bad($"its header takes {length} bytes and only {stream.Length - prefix.Length} follow: it is cut off. Write or copy "
                + "the file again");
        DataStart = prefix.Length + (long)length;
        var text = new byte[length];
        stream.ReadExactly(text);
        return text;
    }

    private void Take(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Bad($"its header is a JSON {root.ValueKind}; it must be an object. Write the file again");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in root.EnumerateObject())
        {
            if (!names.Add(item.Name)) throw Bad($"its header has {FileText.Quoted(item.Name)} twice. Write each tensor once");
            if (item.Name == SafetensorsFormat.Metadata) TakeMetadata(item.Value);
            else _tensors.Add(item.Name, Entry(item.Name, item.Value));
        }
    }

    private void TakeMetadata(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Bad($"{SafetensorsFormat.Metadata} is a JSON {value.ValueKind}; it must be an object of texts. Write the file again");
        foreach (var item in value.EnumerateObject())
        {
            if (item.Value.ValueKind != JsonValueKind.String)
                throw Bad($"{FileText.Quoted(item.Name)} of {SafetensorsFormat.Metadata} is a JSON {item.Value.ValueKind}; it must be a "
                    + $"text. Write the file again");
            _metadata[item.Name] = item.Value.GetString()!;
        }
    }

    private TensorEntry Entry(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Bad($"tensor {FileText.Quoted(name)} is a JSON {value.ValueKind} in its header; it must be an object with dtype, "
                + $"shape and data_offsets. Write the file again");
        if (!value.TryGetProperty("dtype", out var type) || type.ValueKind != JsonValueKind.String
            || SafetensorsFormat.ElementSize(type.GetString()!) == 0)
            throw Bad($"tensor {FileText.Quoted(name)} has {Shown("dtype", value)}, which is none of the format's, such as \"F32\". "
                + $"Write the file again");
        if (Numbers(value, "shape") is not { } shape)
            throw Bad($"tensor {FileText.Quoted(name)} has {Shown("shape", value)}; it must be whole numbers, 0 or more. Write the file "
                + $"again");
        if (Numbers(value, "data_offsets") is not [var begin, var end])
            throw Bad($"tensor {FileText.Quoted(name)} has {Shown("data_offsets", value)}; it must be two whole numbers, 0 or more. "
                + $"Write the file again");
        var entry = new TensorEntry(name, type.GetString()!, shape, begin, end);
        var span = (Int128)end - begin;
        if (Bytes(entry) is not { } bytes) throw Bad($"tensor {entry} takes more bytes than any file has. Write the file again");
        if (bytes != span)
            throw Bad($"tensor {entry} takes {bytes} bytes, but its data_offsets [{begin}, {end}] span {span}. Write the file again");
        return entry;
    }

    /// <summary>The tensors must lie one after the other, from the header's end to the file's.</summary>
    private void CheckPlaces(long length)
    {
        var at = 0L;
        TensorEntry? last = null;
        foreach (var entry in _tensors.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin < at)
                throw Bad($"tensor {entry} begins at byte {entry.Begin} of the data, within {last}, which ends at {at}. Write the file "
                    + "again");
            if (entry.Begin > at)
                throw Bad($"no tensor lies in bytes {at} to {entry.Begin} of the data, before {entry}. Write the file again");
            if (entry.End > length - DataStart)
                throw Bad($"tensor {entry} ends at byte {entry.End} of the data, but only {length - DataStart} are there: it is cut "
                    + "off. Write or copy the file again");
            (at, last) = (entry.End, entry);
        }

        if (at != length - DataStart) throw Bad($"{length - DataStart - at} bytes follow the last tensor. Write the file again");
    }

    private static long? Bytes(TensorEntry entry)
    {
        if (entry.Shape.Contains(0)) return 0;
        Int128 bytes = SafetensorsFormat.ElementSize(entry.Type);
        foreach (var dim in entry.Shape)
        {
            bytes *= dim;
            if (bytes > long.MaxValue) return null;
        }

        return (long)bytes;
    }

    /// <summary>
    /// An array of whole numbers. It is gone through once, for an element that is found by its number is searched from the beginning.
    /// </summary>
    private static long[]? Numbers(JsonElement value, string property)
    {
        if (!value.TryGetProperty(property, out var array) || array.ValueKind != JsonValueKind.Array) return null;
        var numbers = new List<long>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0) return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static string Shown(string property, JsonElement value)
        => !value.TryGetProperty(property, out var shown) ? $"no {property}"
            : $"the {property} {FileText.Short(shown.GetRawText(), LongestShown)}";

    private InvalidDataException Bad(string what, Exception? cause = null) => new(FileText.CannotBeLoaded(_file, what), cause);
}
