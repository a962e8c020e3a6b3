using System.Text.Json;

namespace ModelGen.Tests.Schedules;

/// <summary>What PyTorch's schedulers give (References/make_schedules.py).</summary>
internal static class ScheduleReference
{
    /// <summary>The learning rate that each begins with.</summary>
    public const double Rate = 0.1;

    private static readonly Dictionary<string, JsonElement> Rows = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "schedules.json")))!;

    /// <summary>What those that follow a metric were told after each step.</summary>
    public static double[] Metrics { get; } = Rows["metrics"].Deserialize<double[]>()!;

    public static IEnumerable<string> Names => Rows.Keys.Where(name => name != "metrics");

    /// <summary>The rate of each step; a file has how often one stands where some stand more than once.</summary>
    public static double[] Of(string name)
    {
        var rates = Rows[name].GetProperty("rates").Deserialize<double[]>()!;
        return Rows[name].GetProperty("counts").Deserialize<int[]?>() is { } counts
            ? [.. rates.Zip(counts).SelectMany(run => Enumerable.Repeat(run.First, run.Second))]
            : rates;
    }
}
