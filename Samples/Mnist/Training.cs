using System.Diagnostics;
using System.Globalization;
using ModelGen;
using Spectre.Console;

namespace Mnist;

/// <summary>Trains the classifier and shows what it has learnt.</summary>
internal static class Training
{
    private const int BatchSize = 64;

    public static int Run(TrainSettings settings)
    {
        AnsiConsole.MarkupLineInterpolated($"device [bold]{settings.Device}[/]: {settings.Reason}");
        var folder = Path.Combine(AppContext.BaseDirectory, "Data");
        var (digits, test) = (DigitSet.Read(folder, "train"), DigitSet.Read(folder, "t10k"));
        using var model = DigitClassifier.Create(settings.Device, settings.Seed);
        var (time, accuracy) = Epochs(model, digits, test, settings);
        KernelTable.Show(model, digits, BatchSize);
        Gallery.Show(model, test);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy {accuracy:F4}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"training time {time.TotalSeconds:F1} s"));
        return 0;
    }

    private static (TimeSpan Time, double Accuracy) Epochs(DigitClassifier model, DigitSet digits, DigitSet test, TrainSettings settings)
    {
        var trainer = new Trainer(model, digits, BatchSize, settings);
        var (time, accuracy) = (TimeSpan.Zero, 0.0);
        for (var epoch = 1; epoch <= settings.Epochs; epoch++)
        {
            var begin = Stopwatch.GetTimestamp();
            var loss = trainer.Epoch(epoch);
            var elapsed = Stopwatch.GetElapsedTime(begin);
            time += elapsed;
            accuracy = Accuracy.Of(model, test);
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}: loss {loss:F4}, {digits.Count / elapsed.TotalSeconds:N0} images/s, test accuracy {accuracy:F4}"));
        }

        return (time, accuracy);
    }
}
