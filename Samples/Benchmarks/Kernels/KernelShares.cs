using System.Diagnostics;
using ModelGen;

namespace Benchmarks.Kernels;

/// <summary>
/// Profiles training steps on one thread and holds each kernel against what one core can do. Of many short turns the one that
/// a tenth are better than counts: a core of which another program has a part for a while is not the core whose limits were measured.
/// </summary>
internal static class KernelShares
{
    // The clock's own time is taken off, so that of the smallest kernels nothing might be left.
    private const double LeastSeconds = 1e-9;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    /// <summary>The kernels of a case's step, the dearest first.</summary>
    public static List<KernelShare> Of(Case row, Machine machine, Measure measure)
    {
        using var side = row.Own(1, row.Batch);
        var (model, setProfile) = side.Compiled!.Value;
        var steps = measure.Prepare(() => side.Step());
        var rounds = Turns(() => Round(side, setProfile, steps)).ToList();
        var costs = ModelCosts.Of(model, row.Batch);
        var shares = rounds[0]
            .Select(time => Share(time, time.Launches / steps,
                Decile(rounds.Select(round => round.First(other => other.Kernel == time.Kernel).Time.TotalSeconds)) / steps, costs,
                machine)).ToList();
        var total = shares.Sum(share => share.Seconds);
        return [.. shares.Select(share => share with { Share = share.Seconds / total }).OrderByDescending(share => share.Seconds)];
    }

    private static IEnumerable<IReadOnlyList<KernelTime>> Turns(Func<IReadOnlyList<KernelTime>> turn)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Duration;) yield return turn();
    }

    private static double Decile(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return Math.Max(ordered[ordered.Count / 10], LeastSeconds);
    }

    private static IReadOnlyList<KernelTime> Round(Side side, Action<KernelProfile?> setProfile, int steps)
    {
        var profile = new KernelProfile();
        setProfile(profile);
        for (var step = 0; step < steps; step++) side.Step();
        setProfile(null);
        return profile.Times;
    }

    private static KernelShare Share(KernelTime time, long launches, double seconds, IReadOnlyDictionary<string, KernelCost> costs,
        Machine machine)
    {
        var cost = costs[time.Kernel];
        var least = machine.LeastSeconds(cost.Operations, cost.Bytes) * launches;
        return new(time.Kernel, time.Operations, launches, seconds, 0, cost.Operations * launches / seconds / 1e9,
            cost.Bytes * launches / seconds / 1e9, least / seconds);
    }
}

/// <summary>One kernel of a training step.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operations">What is fused in it.</param>
/// <param name="Launches">How often a step runs it.</param>
/// <param name="Seconds">What that takes in one of the best turns.</param>
/// <param name="Share">The part of the step's kernels.</param>
/// <param name="Gigaflops">10^9 floating-point operations a second.</param>
/// <param name="Gigabytes">10^9 bytes a second.</param>
/// <param name="OfLimit">The least time that the machine could take for its arithmetic and its bytes, divided by its time.</param>
internal sealed record KernelShare(string Name, string Operations, long Launches, double Seconds, double Share, double Gigaflops,
    double Gigabytes, double OfLimit);
