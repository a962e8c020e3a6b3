using System.Text;

namespace Benchmarks;

/// <summary>What a run measured.</summary>
/// <param name="PeakGigaflops">Multiply-adds of one core in registers, in 10^9 operations a second.</param>
/// <param name="CopyGigabytes">Memory that one core copies, in 10^9 bytes a second.</param>
/// <param name="Rows">The cases.</param>
internal sealed record Results(double PeakGigaflops, double CopyGigabytes, List<Row> Rows)
{
    /// <summary>The cases as a table of Markdown.</summary>
    public string Table()
    {
        var text = new StringBuilder("| case | threads | step, ModelGen | step, TorchSharp | ratio | target | inference, ModelGen | inference, TorchSharp | ratio |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var row in Rows)
            text.Append($"| {row.Case} | {row.Threads} | {Time(row.Training.Own)} | {Time(row.Training.Other)} | **{row.Training.Ratio:0.00}** | {row.Target} | {Time(row.Inference.Own)} | {Time(row.Inference.Other)} | **{row.Inference.Ratio:0.00}** |\n");
        return text.ToString();
    }

    private static string Time(double seconds) => seconds < 1e-3 ? $"{seconds * 1e6:0.0} µs" : $"{seconds * 1e3:0.00} ms";
}

/// <summary>One case with a number of threads.</summary>
internal sealed record Row(string Case, int Threads, double Target, Timing Training, Timing Inference);
