using System.Globalization;
using MnistDigits;
using ModelGen;
using Spectre.Console;

namespace Mnist;

/// <summary>Shows the kernels of a training step: what is fused in each, and its share of the time.</summary>
internal static class KernelTable
{
    // The first steps compile and warm up.
    private const int WarmUp = 10;
    private const int Steps = 50;
    private const int NamedOperations = 4;

    /// <summary>Measures steps of a second model, so that what was trained stays as it is.</summary>
    public static void Show(RunOptions options, DigitSet digits)
    {
        var batch = new DigitBatch(Training.BatchSize, DigitScale.Normalise);
        batch.Fill(digits, [.. Enumerable.Range(0, Training.BatchSize)]);
        using var model = options.CreateModel();
        for (var step = 0; step < WarmUp; step++) model.TrainStep(batch.Pixels, batch.Labels);
        var profile = new KernelProfile();
        model.Profile = profile;
        for (var step = 0; step < Steps; step++) model.TrainStep(batch.Pixels, batch.Labels);
        AnsiConsole.Write(Table(profile));
    }

    private static Table Table(KernelProfile profile)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("kernel").AddColumn("operations fused")
            .AddColumn(new TableColumn("share").RightAligned());
        foreach (var time in profile.Times)
            table.AddRow(time.Kernel, Operations(time), (time.Time / profile.Total).ToString("P1", CultureInfo.InvariantCulture));
        return table;
    }

    private static string Operations(KernelTime time)
    {
        var names = time.Operations.Split(' ');
        var first = string.Join(" ", names.Take(NamedOperations));
        return names.Length > NamedOperations ? $"{first} + {names.Length - NamedOperations} more" : first;
    }
}
