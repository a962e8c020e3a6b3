using System.Text;

namespace Benchmarks;

/// <summary>The results as tables of Markdown, one a section.</summary>
internal static class Tables
{
    /// <summary>How many kernels of a case are shown.</summary>
    public const int KernelsOfACase = 4;

    private const double EditBudget = 30e-3, UnrelatedBudget = 2e-3, BytesBudget = 0.5e6;

    /// <summary>The sections that were measured, with the text of each.</summary>
    public static IEnumerable<(string Section, string Text)> Of(Results results)
    {
        yield return ("machine", Machine(results.Machine));
        if (results.Rows.Count > 0) yield return (Options.Ratios, Ratios(results));
        if (results.Kernels.Count > 0) yield return (Options.Kernels, Kernels(results));
        if (results.Memory.Count > 0) yield return (Options.Memory, Pairs(results.Memory, bytes => $"{bytes / 1e6:0} MB"));
        if (results.Cold.Count > 0) yield return (Options.Cold, Pairs(results.Cold, seconds => $"{seconds * 1e3:0} ms"));
        if (results.Growth.Count > 0) yield return (Options.Growth, Growths(results));
        if (results.Generator.Count > 0) yield return (Options.Generator, Generator(results));
    }

    /// <summary>Whether a step ever grows faster than its batch.</summary>
    public static string Statement(IReadOnlyList<GrowthPoint> points)
    {
        var (factor, batch) = Growth.Worst(points);
        return $"a doubling of the batch changes the time of a sample by at "
            + $"most {factor:0.00}, at {batch}; {(factor <= Growth.Limit ? "never superlinear" : "superlinear")} (limit "
            + $"{Growth.Limit:0.00})";
    }

    private static string Machine(Machine machine) => Table(
        ["one core", "measured"],
        [
            ["multiply-adds in registers", $"{machine.PeakGigaflops:0.0} GFLOP/s"],
            .. machine.Speeds.Select(speed => new[] { $"{Size(speed.Bytes)}, read", $"{speed.Read:0.0} GB/s" }),
            .. machine.Speeds.Select(speed => new[] { $"{Size(speed.Bytes)}, copied: read and written", $"{speed.Copied:0.0} GB/s" }),
            ["load of the machine before the run", $"{machine.Load:0.00}"],
        ]);

    private static string Ratios(Results results) => Table(
        ["case", "threads", "step, ModelGen", "step, TorchSharp", "ratio", "target", "inference, ModelGen", "inference, TorchSharp",
            "ratio", "target"],
        results.Rows.Select(row => new[]
        {
            row.Case, $"{row.Threads}", Time(row.Training.Own), Time(row.Training.Other), $"**{row.Training.Ratio:0.00}**",
            Target(row.Training, row.Target),
            Time(row.Inference.Own), Time(row.Inference.Other), $"**{row.Inference.Ratio:0.00}**",
            Target(row.Inference, row.InferenceTarget),
        }));

    private static string Target(Timing timing, double? target)
        => target is not { } least ? "" : timing.Ratio >= least ? $"{least} met" : $"{least} missed";

    private static string Kernels(Results results) => Table(
        ["case", "kernel", "launches", "time", "of the step", "GFLOP/s", "GB/s", "of its limit"],
        results.Kernels.SelectMany(row => row.Value.Take(KernelsOfACase).Select(kernel => new[]
        {
            row.Key, $"`{kernel.Name}`", $"{kernel.Launches}", Time(kernel.Seconds), $"{kernel.Share:0.0%}", $"{kernel.Gigaflops:0.0}",
            $"{kernel.Gigabytes:0.0}", $"{kernel.OfLimit:0%}",
        })));

    private static string Pairs(List<PairOfNumbers> pairs, Func<double, string> text) => Table(
        ["case", "ModelGen", "TorchSharp", "ratio"],
        pairs.Select(pair => new[] { pair.Case, text(pair.Own), text(pair.Other), $"**{pair.Other / pair.Own:0.00}**" }));

    private static string Growths(Results results)
    {
        var cases = results.Growth.GroupBy(point => point.Case).ToList();
        var table = Table(
            ["case", "batch", "step, ModelGen", "step, TorchSharp", "ratio", "a sample, ModelGen"],
            results.Growth.Select(point =>
                new[] { point.Case, $"{point.Batch}", Time(point.Own), Time(point.Other), $"**{point.Other / point.Own:0.00}**",
                    Time(point.PerSample) }));
        return table + "\n" + string.Concat(cases.Select(points => $"- {points.Key}: {Statement([.. points])}.\n"));
    }

    private static string Generator(Results results)
    {
        var kept = results.Generator.Count(time =>
            time.Edit <= EditBudget && time.Unrelated <= UnrelatedBudget && time.Bytes <= BytesBudget);
        var table = Table(
            ["sample", "model", "cold", "model edit", "unrelated edit", "allocated, model edit"],
            results.Generator.Select(time =>
                new[] { time.Project, time.Model, Time(time.Cold), Over(Time(time.Edit), time.Edit > EditBudget),
                    Over(Time(time.Unrelated), time.Unrelated > UnrelatedBudget),
                    Over($"{time.Bytes / 1e6:0.00} MB", time.Bytes > BytesBudget) }));
        return table
            + $"\nBudget: {Time(EditBudget)}, {Time(UnrelatedBudget)}, {BytesBudget / 1e6} MB. {kept} of "
            + $"{results.Generator.Count} models keep all three; what is over stands in bold.\n";
    }

    private static string Over(string text, bool isOver) => isOver ? $"**{text}**" : text;

    private static string Table(string[] heads, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder().Append($"| {string.Join(" | ", heads)} |\n| {string.Join(" | ", heads.Select(_ => "---"))} |\n");
        foreach (var row in rows) text.Append($"| {string.Join(" | ", row)} |\n");
        return text.ToString();
    }

    private static string Time(double seconds) => seconds < 1e-3 ? $"{seconds * 1e6:0.0} µs" : $"{seconds * 1e3:0.00} ms";

    private static string Size(int bytes) => bytes < 1 << 20 ? $"{bytes >> 10} KiB" : $"{bytes >> 20} MiB";
}
