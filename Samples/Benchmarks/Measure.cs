using System.Diagnostics;

namespace Benchmarks;

/// <summary>Times both sides of a case in turn, so that what else the machine does falls on both.</summary>
internal static class Measure
{
    private const int Rounds = 15;

    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(80);

    /// <summary>The medians of both, and of their ratio round by round.</summary>
    public static Timing Compare(Action own, Action other)
    {
        var (ownTimes, otherTimes) = (Prepare(own), Prepare(other));
        List<double> mine = [], theirs = [], ratios = [];
        for (var round = 0; round < Rounds; round++)
        {
            mine.Add(Seconds(own, ownTimes));
            theirs.Add(Seconds(other, otherTimes));
            ratios.Add(theirs[^1] / mine[^1]);
        }

        return new(Median(mine), Median(theirs), Median(ratios));
    }

    /// <summary>Warms up, for tiers of the just-in-time compiler too; gives how many calls fill a round.</summary>
    private static int Prepare(Action call)
    {
        var watch = Stopwatch.StartNew();
        var calls = 0;
        for (; calls < 60 || watch.ElapsedMilliseconds < 500; calls++)
        {
            call();
            if (watch.ElapsedMilliseconds > 4000) break;
        }

        watch.Restart();
        call();
        call();
        return Math.Max(1, (int)(Round / (watch.Elapsed / 2)));
    }

    private static double Seconds(Action call, int times)
    {
        var start = Stopwatch.GetTimestamp();
        for (var time = 0; time < times; time++) call();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / times;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>Seconds of a call on both sides, and how many times faster ours is.</summary>
internal sealed record Timing(double Own, double Other, double Ratio);
