#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using System.Diagnostics;
using ModelGen.Tests.Files;
using ModelGen.Tests.Plots;
using ModelGen.Tests.TensorBoard;

namespace ModelGen.Tests.Metrics;

/// <summary>Runs what docs/metrics.md shows; that each line of C# there stands in this file is a test of the generator's.</summary>
public sealed class GuideTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void TheCodeOfThePageMeasuresAndDraws()
    {
        using var model = Flowers.Create(Device.Cpu, seed: 1);
        using var loader = new DataLoader<float, int>(Flowers.Samples(60), batchSize: 8, shuffle: true, seed: 1);
        var history = model.Fit(loader, epochs: 60);
        var logits = new float[3 * 8];

        var accuracy = new Accuracy();
        var f1 = new F1Score(classes: 3, Average.Macro);
        var auroc = new Auroc(classes: 3, logits: true);
        var matrix = new ConfusionMatrix(["setosa", "versicolor", "virginica"]);
        IMetric<float, int>[] metrics = [accuracy, f1, auroc, matrix];
        foreach (var (x, labels) in loader)
        {
            model.Predict(x, logits.AsSpan(0, 3 * labels.Length));
            foreach (var metric in metrics) metric.Add(logits.AsSpan(0, 3 * labels.Length), labels);
        }

        Console.WriteLine($"{accuracy}, {f1}, {auroc}");
        Console.WriteLine(matrix);
        Assert.All(metrics, metric => Assert.InRange(metric.Value, 0.9, 1));
        Assert.Equal(60, matrix.Samples);

        double[] accuracies = [0.5, 0.75, accuracy.Value], f1Scores = [0.4, 0.7, f1.Value];
        Curves.Save(folder["losses.png"], history);
        Curves.SaveLearningRates(folder["rates.png"], history);
        CurveSeries[] lines = [new("accuracy", accuracies), new("f1", f1Scores)];
        Curves.SaveSeries(folder["metrics.png"], lines, new() { XLabel = "epoch", Title = "Flowers" });
        Curves.SaveSchedule(folder["schedule.png"], Schedule.OneCycle(0.1, totalSteps: 1_000), learningRate: 0.1, steps: 1_000);
        ConfusionPlot.Save(folder["matrix.png"], matrix);
        foreach (var name in (string[])["losses", "rates", "metrics", "schedule"])
            Assert.InRange(Picture.Ink(folder[$"{name}.png"], 800, 500), 1000, 400_000);

        using var board = new TensorBoardWriter(folder["runs"]);
        model.Fit(loader, epochs: 3, onEpoch: epoch =>
        {
            board.AddEpoch(epoch);
            board.AddScalar("accuracy", accuracy.Value, epoch.Epoch);
            board.AddHistogram<float>("weights", model.Parameters["_output.weight"].ToArray(), epoch.Epoch);
        });
        Assert.Equal(1 + (3 * 5), EventFile.Read(board.FilePath).Count);
    }

    [Fact]
    public void TheLoopOfThePageIsShown()
    {
        using var model = Flowers.Create(Device.Cpu, seed: 1);
        using var loader = new DataLoader<float, int>(Flowers.Samples(60), batchSize: 8, shuffle: true, seed: 1);
        using var view = new LiveView();
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            var (done, watch) = (0, Stopwatch.StartNew());
            foreach (var (x, labels) in loader)
            {
                float loss = model.TrainStep(x, labels);
                done += labels.Length;
                view.Show(epoch, 3, done, 60, loss, metrics: null, done / watch.Elapsed.TotalSeconds);
            }

            Assert.Equal(60, done);
        }
    }

    [Fact]
    public void ARunOfFitIsMeasuredShownAndLogged()
    {
        using var model = Flowers.Create(Device.Cpu, seed: 1);
        using var loader = new DataLoader<float, int>(Flowers.Samples(60), batchSize: 8, shuffle: true, seed: 1);
        using var held = new DataLoader<float, int>(Flowers.Samples(30), batchSize: 8);
        var logger = new LogOfTest();

        using var view = new LiveView();
        using var board = new TensorBoardWriter(folder["runs"]) { WritesHistograms = true };
        var options = new FitOptions
        {
            Epochs = 5,
            Metrics = [new Accuracy(), new F1Score(classes: 3, Average.Macro)],
            Callbacks = [view, board, new FitLogger(logger)],
        };
        var history = model.Fit(loader, options, held);
        Console.WriteLine(history[^1].Metrics["accuracy"]);
        Assert.Equal(5, history.Count);
        Assert.All(history, epoch => Assert.InRange(epoch.Metrics["accuracy"], 0, 1));
        Assert.Contains("accuracy", history.ToString(), StringComparison.Ordinal);

        // Of each epoch two losses, the rate, the time, two metrics and four histograms.
        Assert.Equal(1 + (5 * (6 + 4)), EventFile.Read(board.FilePath).Count);
        Assert.Equal(7, logger.Lines.Count);
        Assert.StartsWith("Flowers trains for 5 epochs on Cpu", logger.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith("epoch 1/5: loss ", logger.Lines[1], StringComparison.Ordinal);
        Assert.Equal("the training ended after 5 epochs and 40 steps: all epochs are done", logger.Lines[^1]);
    }

    /// <summary>What Evaluate gives to metrics is what Predict would give them.</summary>
    [Fact]
    public void MetricsOfFitAreThoseOfItsPredictions()
    {
        using var model = Flowers.Create(Device.Cpu, seed: 1);
        using var loader = new DataLoader<float, int>(Flowers.Samples(60), batchSize: 8, shuffle: true, seed: 1);
        using var held = new DataLoader<float, int>(Flowers.Samples(31), batchSize: 8);
        var auroc = new Auroc(classes: 3, logits: true);
        var history = model.Fit(loader, new FitOptions { Metrics = [auroc] }, held);
        var logits = new float[3 * 8];
        foreach (var (x, labels) in held)
        {
            model.Predict(x, logits.AsSpan(0, 3 * labels.Length));
            auroc.Add(logits.AsSpan(0, 3 * labels.Length), labels);
        }

        Assert.Equal(auroc.Value, history[0].Metrics[auroc.Name]);
    }

    [Fact]
    public void TheRatesOfAFinderAreDrawn()
    {
        using var model = Flowers.Create(Device.Cpu, seed: 1);
        using var loader = new DataLoader<float, int>(Flowers.Samples(60), batchSize: 8, shuffle: true, seed: 1);
        var finder = new LearningRateFinder(minimum: 1e-4, maximum: 10, steps: 40);
        model.Fit(loader, new FitOptions { Epochs = 10, Callbacks = [finder] });
        Curves.Save(folder["finder.png"], finder);
        Assert.InRange(Picture.Ink(folder["finder.png"], 800, 500), 1000, 400_000);
    }

    public void Dispose() => folder.Dispose();
}
