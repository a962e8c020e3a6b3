using System.Globalization;
using MnistDigits;
using Spectre.Console;

namespace Mnist;

/// <summary>The program from the first line to the last: read, train, test, show.</summary>
internal static class Training
{
    /// <summary>Trains on MNIST and shows what became of it.</summary>
    public static void Run(RunOptions options)
    {
        var (training, test) = (DigitSet.Training(), DigitSet.Test());
        AnsiConsole.WriteLine($"device {options.Device}: {options.Reason}");
        using var model = options.CreateModel();
        var trainer = new Trainer(model, training, options);
        var examiner = new Examiner(model);
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            EpochView.Show($"epoch {epoch}/{options.Epochs}", training.Count, trainer.Epoch);
            AnsiConsole.WriteLine(Accuracy(examiner.Accuracy(test)));
        }

        KernelTable.Show(options, training);
        DigitGallery.Show(test, examiner.Answers(test));
        AnsiConsole.WriteLine(Accuracy(examiner.Accuracy(test)));
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"training time {trainer.Time.TotalSeconds:F1} s"));
    }

    private static string Accuracy(double accuracy) => string.Create(CultureInfo.InvariantCulture, $"test accuracy {accuracy:F4}");
}
