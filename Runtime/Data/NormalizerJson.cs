using System.Text;
using System.Text.Json;

namespace ModelGen.Runtime;

/// <summary>A normalizer as <c>{"mean":[...],"deviation":[...]}</c>.</summary>
internal static class NormalizerJson
{
    private const string Mean = "mean";
    private const string Deviation = "deviation";

    public static string Write(ReadOnlySpan<double> means, ReadOnlySpan<double> deviations)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            Write(writer, Mean, means);
            Write(writer, Deviation, deviations);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static Normalizer Read(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new(Read(document, Mean), Read(document, Deviation));
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or ArgumentException)
        {
            throw new InvalidDataException($"{source} holds no normalizer: {fault.Message} Expected "
                + $"{{\"{Mean}\":[...],\"{Deviation}\":[...]}} "
                + "with a number for each feature, as Normalizer.ToJson writes it.", fault);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<double> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static double[] Read(JsonDocument document, string name)
        => [.. document.RootElement.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
