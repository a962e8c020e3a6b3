namespace Benchmarks;

/// <summary>The time of a step as the batch grows. It is to grow at most as the batch does.</summary>
internal static class Growth
{
    /// <summary>What a sample may take, compared with the smaller batches: the rest is the machine's noise.</summary>
    public const double Limit = 1.1;

    // All batches have their turns in each pass, so that what else the machine does for a while falls on all.
    private const int Passes = 4;

    private static readonly Measure Short = new(2, TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(100));

    /// <summary>Batches of 1, 2, 4 .. 1024 on one thread.</summary>
    public static IEnumerable<GrowthPoint> Of(Case row)
        => Enumerable.Range(0, Passes).SelectMany(_ => Pass(row)).GroupBy(point => point.Batch).Select(points => points.Aggregate(Better));

    private static IEnumerable<GrowthPoint> Pass(Case row)
    {
        for (var batch = 1; batch <= 1024; batch *= 2)
        {
            TorchSharp.torch.set_num_threads(1);
            using var own = row.Own(1, batch);
            using var other = row.Other(batch);
            var timing = Short.Compare(() => own.Step(), () => other.Step());
            yield return new(row.Name, batch, timing.OwnBest, timing.OtherBest);
        }
    }

    private static GrowthPoint Better(GrowthPoint a, GrowthPoint b)
        => a with { Own = Math.Min(a.Own, b.Own), Other = Math.Min(a.Other, b.Other) };

    /// <summary>The largest of the factors by which a sample's time grows when the batch doubles.</summary>
    public static (double Factor, int Batch) Worst(IReadOnlyList<GrowthPoint> points)
        => points.Zip(points.Skip(1), (small, large) => (Factor: large.PerSample / small.PerSample, large.Batch))
            .MaxBy(step => step.Factor);
}

/// <summary>Seconds of a step of both sides with a batch, in the best turn.</summary>
internal sealed record GrowthPoint(string Case, int Batch, double Own, double Other)
{
    /// <summary>Our seconds for one sample.</summary>
    public double PerSample => Own / Batch;
}
