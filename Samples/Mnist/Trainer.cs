using System.Globalization;
using Spectre.Console;

namespace Mnist;

/// <summary>Runs epochs, with a progress bar that tells the loss.</summary>
internal sealed class Trainer(DigitClassifier model, DigitSet digits, int batchSize, TrainSettings settings)
{
    private const int StepsBetweenReports = 50;

    private readonly Batches _batches = new(digits, batchSize, settings.Seed);
    private readonly float _firstRate = model.LearningRate;

    /// <summary>Trains on every image once; the mean of the reported losses.</summary>
    public double Epoch(int epoch)
    {
        // Smaller steps in the last epochs settle the weights.
        model.LearningRate = _firstRate * (1.2f - ((float)epoch / settings.Epochs));
        _batches.Shuffle();
        return AnsiConsole.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(progress => Steps(progress.AddTask($"epoch {epoch} of {settings.Epochs}", maxValue: _batches.Count), epoch));
    }

    private double Steps(ProgressTask bar, int epoch)
    {
        var (sum, reports) = (0.0, 0);
        for (var step = 0; step < _batches.Count; step++)
        {
            var images = _batches.Take(step, out var labels);
            var result = model.TrainStep(images, labels);
            bar.Increment(1);
            if (step % StepsBetweenReports != 0) continue;

            // Reading a loss waits for its step on a GPU, so not each is read.
            sum += result.Loss;
            reports++;
            bar.Description = string.Create(CultureInfo.InvariantCulture, $"epoch {epoch} of {settings.Epochs}, loss {result.Loss:F4}");
        }

        return sum / reports;
    }
}
