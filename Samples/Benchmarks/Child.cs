using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Benchmarks;

/// <summary>
/// One side of a case in a process of its own: what it takes until its first step is done, and how much memory at its peak.
/// </summary>
internal static class Child
{
    public const string Own = "own", Other = "other";

    private const int Threads = 2, Steps = 20, Starts = 5;

    /// <summary>
    /// What the started process does: it prints a line after its first step or, after some steps and predictions, the bytes of its peak.
    /// </summary>
    public static int Run(Case row, string what, string side)
    {
        using var made = side == Own ? row.Own(Threads, row.Batch) : MakeOther(row);
        made.Step();
        if (what == Options.Memory)
        {
            for (var step = 1; step < Steps; step++) made.Step();
            for (var step = 0; step < Steps; step++) made.Predict();
        }

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64);
        return 0;
    }

    /// <summary>Peaks of resident memory of both sides, in bytes.</summary>
    public static PairOfNumbers Memory(Case row)
        => new(row.Name, Start(row, Options.Memory, Own).Bytes, Start(row, Options.Memory, Other).Bytes);

    /// <summary>Seconds from the start of a process to the end of its first step, of both sides: medians of some starts in turn.</summary>
    public static PairOfNumbers ColdStart(Case row)
    {
        var starts = Enumerable.Range(0, Starts)
            .Select(_ => (Own: Start(row, Options.Cold, Own).Seconds, Other: Start(row, Options.Cold, Other).Seconds)).ToList();
        return new(row.Name, Measure.Median(starts.Select(start => start.Own)), Measure.Median(starts.Select(start => start.Other)));
    }

    // Only here is TorchSharp loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Side MakeOther(Case row)
    {
        TorchSharp.torch.set_num_threads(Threads);
        return row.Other(row.Batch);
    }

    private static (double Seconds, double Bytes) Start(Case row, string what, string side)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!,
            [row.Name, "--alone", what, "--side", side]) { RedirectStandardOutput = true };
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        var line = process.StandardOutput.ReadLine();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.WaitForExit();
        if (process.ExitCode != 0 || line is null)
            throw new InvalidOperationException($"{row.Name}: the process of the side '{side}' failed.");
        return (seconds, double.Parse(line, CultureInfo.InvariantCulture));
    }
}

/// <summary>A number of each side.</summary>
internal sealed record PairOfNumbers(string Case, double Own, double Other);
