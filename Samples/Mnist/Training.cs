using System.Globalization;
using MnistDigits;
using ModelGen;
using Spectre.Console;

namespace Mnist;

/// <summary>The program from the first line to the last: read, train, test, show.</summary>
internal static class Training
{
    /// <summary>Images of a step.</summary>
    public const int BatchSize = 64;

    private const int TestBatchSize = 500;

    // Steps between two checkpoints: a few seconds.
    private const int CheckpointEvery = 200;

    /// <summary>Trains on MNIST and shows what became of it.</summary>
    public static void Run(RunOptions options)
    {
        var (training, test) = (DigitSet.Training(), DigitSet.Test());
        AnsiConsole.WriteLine($"device {options.Device}: {options.Reason}");
        using var model = options.CreateModel();
        var history = Train(model, training, test, options);
        var answers = new Examiner(model).Answers(test);
        var matrix = new ConfusionMatrix(DigitSet.Classes);
        matrix.Add(answers, Array.ConvertAll(test.Labels, label => (int)label));
        KernelTable.Show(options, training);
        DigitGallery.Show(test, answers);
        if (options.Folder is { } folder) RunFiles.Save(folder, history, matrix);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy {matrix.Value:F4}"));
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"training time {history.Seconds:F1} s"));
    }

    private static History Train(IClassifier model, DigitSet training, DigitSet test, RunOptions options)
    {
        var isAugmented = options.Recipe.IsAugmented;
        using var loader = new DataLoader<float, int>(isAugmented ? DigitData.Augmented(training) : DigitData.Of(training), BatchSize,
            shuffle: true, seed: options.Seed, workers: isAugmented ? 1 : 0);
        using var held = new DataLoader<float, int>(DigitData.Of(test), TestBatchSize);
        using var view = new LiveView();
        options.Recipe.Schedule(model, (long)options.Epochs * loader.Count);
        var fit = new FitOptions
        {
            Epochs = options.Epochs,
            Metrics = [new Accuracy()],
            Callbacks = options.Folder is { } folder ? [view, new Checkpoint(RunFiles.Checkpoints(folder), CheckpointEvery)] : [view],
            ResumeFrom = options.Folder is { } started ? RunFiles.Checkpoints(started) : null,
        };
        return model.Fit(loader, fit, held);
    }
}
