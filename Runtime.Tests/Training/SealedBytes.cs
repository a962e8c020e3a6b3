using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ModelGen.Tests.Checkpoints;

namespace ModelGen.Tests.Training;

/// <summary>Checkpoints whose texts are changed and whose sum is made anew, apart from the runtime's own code.</summary>
internal static class SealedBytes
{
    private const string Key = "modelgen.sha256";

    public static byte[] With(byte[] file, string key, string text)
        => SafetensorsBytes.Changed(file, header =>
        {
            var metadata = header["__metadata__"]!.AsObject();
            metadata[key] = text;
            metadata[Key] = Sum(header, SafetensorsBytes.Data(file));
        });

    private static string Sum(JsonObject header, byte[] data)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in header["__metadata__"]!.AsObject().OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            if (key != Key) Add(key, (string)value!);
        }

        foreach (var (name, tensor) in header.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            if (name == "__metadata__") continue;
            var (shape, places) = (tensor!["shape"]!.AsArray(), tensor["data_offsets"]!.AsArray());
            Add(name, $"{tensor["dtype"]} {string.Join(',', shape)} {string.Join(' ', places)}");
        }

        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(text.ToString()), .. data]));

        void Add(string key, string value)
            => text.Append(CultureInfo.InvariantCulture, $"{key.Length}:{key}{value.Length}:{value}\n");
    }
}
