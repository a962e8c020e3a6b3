using System.Globalization;
using System.Text.Json;
using Benchmarks;
using Benchmarks.Cases;

// bench [--quick] [--out FOLDER] [CASE...]
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var isQuick = args.Contains("--quick");
var place = Array.IndexOf(args, "--out");
var folder = place >= 0 && place + 1 < args.Length ? args[place + 1] : null;
var wanted = args.Where((argument, number) => !argument.StartsWith("--", StringComparison.Ordinal) && (place < 0 || number != place + 1)).ToList();
Case[] all = [.. MlpCases.All(), .. ConvolutionCases.All(), .. SequenceCases.All()];
if (wanted.FirstOrDefault(name => all.All(row => row.Name != name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no case '{unknown}': the cases are {string.Join(", ", all.Select(row => row.Name))}.");
    return 2;
}

var cases = all.Where(row => wanted.Count > 0 ? wanted.Contains(row.Name) : !isQuick || row.IsQuick).ToList();
var results = new Results(Machine.PeakGigaflops(), Machine.CopyGigabytes(), []);
Console.WriteLine($"one core: {results.PeakGigaflops:0} GFLOP/s in registers, {results.CopyGigabytes:0.0} GB/s copied");
foreach (var row in cases)
{
    foreach (var threads in isQuick ? new[] { 2 } : [1, 2])
    {
        TorchSharp.torch.set_num_threads(threads);
        using var own = row.ModelGen(threads);
        using var other = row.Torch();
        Agreement.Check(row.Name, own, other);
        var (training, inference) = (Measure.Compare(() => own.Step(), () => other.Step()), Measure.Compare(own.Predict, other.Predict));
        results.Rows.Add(new(row.Name, threads, row.Target, training, inference));
        Console.WriteLine($"ratio {row.Name} {threads} {training.Ratio:0.00}   {training.Own * 1e6:0.0} us against {training.Other * 1e6:0.0} us; target {row.Target}");
        Console.WriteLine($"ratio {row.Name}-inference {threads} {inference.Ratio:0.00}   {inference.Own * 1e6:0.0} us against {inference.Other * 1e6:0.0} us");
    }
}

if (folder is not null)
{
    Directory.CreateDirectory(folder);
    File.WriteAllText(Path.Combine(folder, "bench.json"), JsonSerializer.Serialize(results, new JsonSerializerOptions { WriteIndented = true }));
    File.WriteAllText(Path.Combine(folder, "bench.md"), results.Table());
}

return 0;
