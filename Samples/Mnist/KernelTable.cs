using System.Globalization;
using ModelGen;
using Spectre.Console;

namespace Mnist;

/// <summary>Shows the kernels that the compiler emitted for a training step, and where the time goes.</summary>
internal static class KernelTable
{
    private const int Steps = 100;

    public static void Show(DigitClassifier model, DigitSet digits, int batchSize)
    {
        var images = digits.Images.AsSpan(0, batchSize * DigitSet.Pixels);
        var labels = digits.Labels.AsSpan(0, batchSize);
        var rate = model.LearningRate;
        model.LearningRate = 0;
        var profile = model.Profile = new KernelProfile();
        for (var step = 0; step < Steps; step++) model.TrainStep(images, labels);
        (model.Profile, model.LearningRate) = (null, rate);
        AnsiConsole.Write(Table(profile));
    }

    private static Table Table(KernelProfile profile)
    {
        var table = new Table().Title("the kernels of a training step").AddColumns("kernel", "operations fused").AddColumn(new TableColumn("share of time").RightAligned());
        foreach (var kernel in profile.Kernels)
        {
            var share = kernel.Time / profile.Total;
            table.AddRow(Markup.Escape(kernel.Name), Markup.Escape(Shortened(kernel.Operations)), share.ToString("P0", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static string Shortened(string operations)
    {
        var names = operations.Split(", ");
        return names.Length <= 5 ? operations : $"{string.Join(", ", names.Take(5))} and {names.Length - 5} more";
    }
}
