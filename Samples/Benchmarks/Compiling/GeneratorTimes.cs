using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator;

namespace Benchmarks.Compiling;

/// <summary>Times the generator on the samples' models, in a process in which its code is warm, as in an editor.</summary>
internal static class GeneratorTimes
{
    private const int Rounds = 7;

    // A turn over all models that takes more of the best one's time has gained nothing; after two of those the code is warm.
    private const double Gain = 0.95;
    private const int MostTurns = 25, IdleTurns = 2;

    /// <summary>Each model of each sample by itself.</summary>
    public static IEnumerable<GeneratorTime> All()
    {
        var models = SampleSources.Projects.SelectMany(project => SampleModel.Of(project).Select(model => (Project: project, Model: model)))
            .ToList();
        WarmUp([.. models.Select(sample => sample.Model)]);
        return models.Select(sample => Time(sample.Project, sample.Model));
    }

    /// <summary>Until the just-in-time compiler has nothing left to improve.</summary>
    private static void WarmUp(IReadOnlyList<SampleModel> models)
    {
        var best = double.PositiveInfinity;
        for (var (turn, idle) = (0, 0); turn < MostTurns && idle < IdleTurns; turn++)
        {
            var seconds = models.Sum(model => Edits(model).Sum(run => run.Seconds));
            idle = seconds > Gain * best ? idle + 1 : 0;
            best = Math.Min(best, seconds);
        }
    }

    private static GeneratorTime Time(string project, SampleModel model)
    {
        List<double> cold = [], edit = [], unrelated = [], bytes = [];
        var watch = Stopwatch.StartNew();

        for (var round = 0; round < Rounds && (round < 2 || watch.ElapsedMilliseconds < 4000); round++)
        {
            var times = Edits(model);
            cold.Add(times[0].Seconds);
            edit.Add(times[1].Seconds);
            unrelated.Add(times[2].Seconds);
            bytes.Add(times[1].Bytes);
        }

        return new(project, model.Name, Measure.Median(cold), Measure.Median(edit), Measure.Median(unrelated), Measure.Median(bytes));
    }

    /// <summary>A first run, that after an edit of Forward, and that after an edit of another file.</summary>
    private static List<(double Seconds, double Bytes)> Edits(SampleModel model)
    {
        var driver = Driver();
        return [.. new[] { Other(model.Compilation, 1), Other(model.WithEditedForward(1), 1),
            Other(model.WithEditedForward(1), 2) }.Select(compilation => Run(ref driver, compilation))];
    }

    private static GeneratorDriver Driver()
        => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: SampleSources.Parsing);

    private static CSharpCompilation Other(CSharpCompilation compilation, int number)
        => compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText($"internal static class Unrelated {{ internal static int Number() => {number}; }}",
                SampleSources.Parsing));

    private static (double Seconds, double Bytes) Run(ref GeneratorDriver driver, CSharpCompilation compilation)
    {
        var (bytes, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        driver = driver.RunGenerators(compilation);
        var result = (Stopwatch.GetElapsedTime(start).TotalSeconds, (double)GC.GetAllocatedBytesForCurrentThread() - bytes);
        return driver.GetRunResult().GeneratedTrees.Length > 0
            ? result
            : throw new InvalidOperationException($"{compilation.AssemblyName}: the generator wrote nothing.");
    }
}

/// <summary>What the generator takes for one model, its own binding of the model's code included.</summary>
/// <param name="Cold">Seconds of its first run.</param>
/// <param name="Edit">Seconds after an edit of Forward.</param>
/// <param name="Unrelated">Seconds after an edit of another file.</param>
/// <param name="Bytes">Bytes that it allocates after an edit of Forward.</param>
internal sealed record GeneratorTime(string Project, string Model, double Cold, double Edit, double Unrelated, double Bytes);
