using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace ModelGen.Tests.Checkpoints;

/// <summary>A safetensors file read and written by the format's page alone, apart from the runtime's own code.</summary>
internal static class SafetensorsBytes
{
    public static JsonObject Header(byte[] file) => JsonNode.Parse(file.AsSpan(8, Length(file)))!.AsObject();

    public static byte[] Data(byte[] file) => file[(8 + Length(file))..];

    public static byte[] Of(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. data];
    }

    public static float[] Singles(byte[] file, string name)
    {
        var (begin, end) = Place(file, name);
        var data = Data(file);
        return [.. Enumerable.Range(0, (end - begin) / 4).Select(index => BitConverter.ToSingle(data, begin + (index * 4)))];
    }

    /// <summary>The file with its header changed and its data as they are.</summary>
    public static byte[] Changed(byte[] file, Action<JsonObject> change)
    {
        var header = Header(file);
        change(header);
        return Of(header.ToJsonString(), Data(file));
    }

    /// <summary>The file with another number at one place of a tensor.</summary>
    public static byte[] With(byte[] file, string name, int element, float number)
    {
        byte[] changed = [.. file];
        BitConverter.TryWriteBytes(changed.AsSpan(8 + Length(file) + Place(file, name).Begin + (element * sizeof(float))), number);
        return changed;
    }

    /// <summary>The file without some of its tensors.</summary>
    public static byte[] Without(byte[] file, Func<string, bool> isLeftOut)
    {
        var (header, data, kept) = (Header(file), Data(file), new List<byte>());
        foreach (var name in header.Select(item => item.Key).Where(name => name != "__metadata__").ToList())
        {
            var (begin, end) = Place(file, name);
            if (isLeftOut(name)) header.Remove(name);
            else header[name]!["data_offsets"] = new JsonArray(kept.Count, kept.Count + end - begin);
            if (!isLeftOut(name)) kept.AddRange(data[begin..end]);
        }

        return Of(header.ToJsonString(), [.. kept]);
    }

    private static int Length(byte[] file) => (int)BinaryPrimitives.ReadInt64LittleEndian(file);

    private static (int Begin, int End) Place(byte[] file, string name)
    {
        var offsets = Header(file)[name]!["data_offsets"]!.AsArray();
        return ((int)offsets[0]!, (int)offsets[1]!);
    }
}
