using System.Text.Json;

namespace ModelGen.Tests.Metrics;

/// <summary>What scikit-learn gives (References/make_metrics.py).</summary>
internal static class MetricReference
{
    private static readonly JsonElement Root = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "metrics.json"))).RootElement;

    public static IEnumerable<string> Names(string kind) => Root.GetProperty(kind).EnumerateObject().Select(row => row.Name);

    public static JsonElement Of(string kind, string name) => Root.GetProperty(kind).GetProperty(name);

    public static T[] Array<T>(this JsonElement row, string name) => row.GetProperty(name).Deserialize<T[]>()!;

    public static double Number(this JsonElement row, string name) => row.GetProperty(name).GetDouble();
}
