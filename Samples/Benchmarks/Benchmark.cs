using Benchmarks.Compiling;
using Benchmarks.Kernels;

namespace Benchmarks;

/// <summary>Measures what the options ask for, and prints a line for each number as soon as it is there.</summary>
internal static class Benchmark
{
    public static void Run(Options options)
    {
        var results = new Results(Machine.Measure());
        Console.WriteLine($"machine {results.Machine.PeakGigaflops:0.0} GFLOP/s of multiply-adds in "
            + $"registers, {results.Machine.CopyGigabytes:0.0} GB/s copied (bytes read and written), each by one core; load before the "
            + $"run {results.Machine.Load:0.00}");
        foreach (var (section, measure) in Sections())
        {
            if (!options.Sections.Contains(section)) continue;
            measure(options, results);

            // A run that ends early leaves what it had.
            if (options.Folder is { } folder) results.Write(folder);
        }
    }

    private static IEnumerable<(string Section, Action<Options, Results> Measure)> Sections() =>
    [
        (Options.Ratios, Ratios),
        (Options.Kernels, KernelTable),
        (Options.Memory, Memory),
        (Options.Cold, Cold),
        (Options.Growth, GrowthOfBatches),
        (Options.Generator, Generator),
    ];

    private static void Ratios(Options options, Results results)
    {
        var measure = new Measure(options.Rounds, TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(500));
        foreach (var row in options.Cases)
        {
            foreach (var threads in options.Threads)
            {
                TorchSharp.torch.set_num_threads(threads);
                using var own = row.Own(threads, row.Batch);
                using var other = row.Other(row.Batch);
                Agreement.Check(row.Name, own, other);
                var (training, inference) = (measure.Compare(() => own.Step(), () => other.Step()),
                    measure.Compare(own.Predict, other.Predict));
                results.Rows.Add(new(row.Name, threads, row.Target, row.InferenceTarget, training, inference));
                Ratio(row.Name, threads, training, row.Target);
                Ratio(row.Name + "-inference", threads, inference, row.InferenceTarget);
            }
        }
    }

    private static void Ratio(string name, int threads, Timing timing, double? target)
        => Console.WriteLine($"ratio {name} {threads} {timing.Ratio:0.00}   {timing.Own * 1e6:0.0} us against {timing.Other * 1e6:0.0} us"
            + $"{(target is { } least ? $"; target {least}: {(timing.Ratio >= least ? "met" : "missed")}" : "")}");

    private static void KernelTable(Options options, Results results)
    {
        var measure = new Measure(0, TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(400));
        foreach (var row in options.Cases)
        {
            results.Kernels[row.Name] = KernelShares.Of(row, results.Machine, measure);
            foreach (var kernel in results.Kernels[row.Name].Take(Tables.KernelsOfACase))
                Console.WriteLine($"kernel {row.Name} {kernel.Name} {kernel.Seconds * 1e6:0.0} us, {kernel.Share:0.0%} of the step, "
                    + $"{kernel.Gigaflops:0.0} GFLOP/s, {kernel.Gigabytes:0.0} GB/s, {kernel.OfLimit:0%} of the limit");
        }
    }

    private static void Memory(Options options, Results results)
    {
        foreach (var row in options.Cases)
        {
            results.Memory.Add(Child.Memory(row));
            Console.WriteLine($"memory {row.Name} {results.Memory[^1].Own / 1e6:0.0} {results.Memory[^1].Other / 1e6:0.0}   MB");
        }
    }

    private static void Cold(Options options, Results results)
    {
        foreach (var row in options.Cases)
        {
            results.Cold.Add(Child.ColdStart(row));
            Console.WriteLine($"cold {row.Name} {results.Cold[^1].Own * 1e3:0} {results.Cold[^1].Other * 1e3:0}   ms");
        }
    }

    private static void GrowthOfBatches(Options options, Results results)
    {
        foreach (var row in options.Cases.Where(row => row.Grows))
        {
            List<GrowthPoint> points = [];
            foreach (var point in Growth.Of(row))
            {
                points.Add(point);
                Console.WriteLine($"growth {row.Name} {point.Batch} {point.Own * 1e6:0.0} {point.Other * 1e6:0.0}   us; "
                    + $"{point.PerSample * 1e6:0.00} us a sample");
            }

            results.Growth.AddRange(points);
            Console.WriteLine($"growth {row.Name}: {Tables.Statement(points)}");
        }
    }

    private static void Generator(Options options, Results results)
    {
        foreach (var time in GeneratorTimes.All())
        {
            results.Generator.Add(time);
            Console.WriteLine($"generator {time.Project}/{time.Model} {time.Cold * 1e3:0.0} {time.Edit * 1e3:0.0} "
                + $"{time.Unrelated * 1e3:0.00} {time.Bytes / 1e6:0.00}   ms cold, after an edit, after an edit elsewhere; MB after an "
                + "edit");
        }
    }
}
