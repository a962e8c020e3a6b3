using System.Text.Json;
using Benchmarks.Compiling;
using Benchmarks.Kernels;

namespace Benchmarks;

/// <summary>What a run measured; what it was not asked for is empty.</summary>
/// <param name="Machine">The machine's limits.</param>
internal sealed record Results(Machine Machine)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public List<Row> Rows { get; } = [];

    /// <summary>The kernels of each case, the dearest first.</summary>
    public Dictionary<string, List<KernelShare>> Kernels { get; } = [];

    /// <summary>Bytes.</summary>
    public List<PairOfNumbers> Memory { get; } = [];

    /// <summary>Seconds.</summary>
    public List<PairOfNumbers> Cold { get; } = [];

    public List<GrowthPoint> Growth { get; } = [];

    public List<GeneratorTime> Generator { get; } = [];

    /// <summary>Writes bench.json, a table of Markdown for each section that was measured, and all of them as bench.md.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "bench.json"), JsonSerializer.Serialize(this, Indented) + "\n");
        var tables = Tables.Of(this).ToList();
        foreach (var (section, text) in tables) File.WriteAllText(Path.Combine(folder, section + ".md"), text);
        File.WriteAllText(Path.Combine(folder, "bench.md"), string.Join("\n", tables.Select(table => table.Text)));
    }
}

/// <summary>One case with a number of threads.</summary>
internal sealed record Row(string Case, int Threads, double? Target, double? InferenceTarget, Timing Training, Timing Inference);
