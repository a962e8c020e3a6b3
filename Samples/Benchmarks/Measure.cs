using System.Diagnostics;

namespace Benchmarks;

/// <summary>
/// Times both sides of a case in turn, so that what else the machine does falls on both. A turn begins when the threads of the side before
/// it sleep: OpenMP's spin for a fifth of a second after their last work, and would take a core from who comes next.
/// </summary>
/// <param name="Rounds">How often each side has its turn.</param>
/// <param name="Round">How long a turn is.</param>
/// <param name="WarmUp">How long a side is run before it is timed.</param>
internal sealed record Measure(int Rounds, TimeSpan Round, TimeSpan WarmUp)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10), LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>The medians of both, and of their ratio round by round.</summary>
    public Timing Compare(Action own, Action other)
    {
        var (ownTimes, otherTimes) = (Prepare(own), Prepare(other));
        List<double> mine = [], theirs = [], ratios = [];
        for (var round = 0; round < Rounds; round++)
        {
            mine.Add(Seconds(own, ownTimes));
            theirs.Add(Seconds(other, otherTimes));
            ratios.Add(theirs[^1] / mine[^1]);
        }

        return new(Median(mine), Median(theirs), Median(ratios), mine.Min(), theirs.Min());
    }

    /// <summary>Warms up, for tiers of the just-in-time compiler too; gives how many calls fill a round.</summary>
    public int Prepare(Action call)
    {
        var watch = Stopwatch.StartNew();
        for (var calls = 0; calls < 60 || watch.Elapsed < WarmUp; calls++)
        {
            call();
            if (watch.Elapsed > 8 * WarmUp) break;
        }

        AwaitRest();
        watch.Restart();
        call();
        call();
        return Math.Max(1, (int)(Round / (watch.Elapsed / 2)));
    }

    public static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered[ordered.Count / 2];
    }

    private static double Seconds(Action call, int times)
    {
        AwaitRest();
        call();
        var start = Stopwatch.GetTimestamp();
        for (var time = 0; time < times; time++) call();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / times;
    }

    // At rest is a process whose processor time stands still, but for the timer's own.
    private static void AwaitRest()
    {
        using var self = Process.GetCurrentProcess();
        var watch = Stopwatch.StartNew();
        for (var isBusy = true; isBusy && watch.Elapsed < LongestWait;)
        {
            self.Refresh();
            var before = self.TotalProcessorTime;
            Thread.Sleep(Rest);
            self.Refresh();
            isBusy = self.TotalProcessorTime - before > Rest / 4;
        }
    }
}

/// <summary>Seconds of a call on both sides, and how many times faster ours is: medians, and the best turns.</summary>
internal sealed record Timing(double Own, double Other, double Ratio, double OwnBest, double OtherBest);
