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

    public void Dispose() => folder.Dispose();
}
