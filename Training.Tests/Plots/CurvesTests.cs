#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using ModelGen.Tests.Files;
using SkiaSharp;

namespace ModelGen.Tests.Plots;

/// <summary>Pictures have their size, and show what they are given.</summary>
public sealed class CurvesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void LinesAreDrawn()
    {
        var path = _folder["new/curves.png"];
        Curves.SaveSeries(path, [new("one", [3, 2, 1]), new("two", [1, 1.5, 3])], new() { Width = 640, Height = 400, Title = "T" });
        var both = Picture.Pixels(path, 640, 400);
        Curves.SaveSeries(path, [new("one", [3, 2, 1])], new() { Width = 640, Height = 400, Title = "T" });
        var one = Picture.Pixels(path, 640, 400);

        // Each line has a colour of its own.
        Assert.True(Colours(one) >= 1, $"{Colours(one)}");
        Assert.True(Colours(both) > Colours(one), $"{Colours(both)} and {Colours(one)}");

        static int Colours(SKColor[] pixels) => pixels.Where(color => color.Red != color.Blue || color.Red != color.Green)
            .CountBy(color => color).Count(entry => entry.Value > 300);
    }

    [Fact]
    public void AHistoryIsDrawnWithItsLearningRates()
    {
        using var model = Slope.Create(Device.Cpu, seed: 1);
        float[] x = [1, 2, 3, 4], y = [2, 4, 6, 8];
        var history = model.Fit(x, y, epochs: 5, batchSize: 2, validationX: x, validationY: y);
        Curves.Save(_folder["losses.png"], history);
        Curves.SaveLearningRates(_folder["rates.png"], history, new() { Width = 300, Height = 200 });
        Assert.InRange(Picture.Ink(_folder["losses.png"], 800, 500), 1000, 400_000);
        Assert.InRange(Picture.Ink(_folder["rates.png"], 300, 200), 300, 60_000);
    }

    /// <summary>The metrics are further lines, by an axis on the right.</summary>
    [Fact]
    public void MetricsOfAHistoryAreDrawn()
    {
        using var model = Slope.Create(Device.Cpu, seed: 1);
        float[] x = [1, 2, 3, 4], y = [2, 4, 6, 8];
        var plain = model.Fit(x, y, new FitOptions { Epochs = 5, BatchSize = 2 }, x, y);
        Curves.Save(_folder["plain.png"], plain);
        var options = new FitOptions { Epochs = 5, BatchSize = 2, Metrics = [new R2Score(), new MeanAbsoluteError()] };
        Curves.Save(_folder["measured.png"], model.Fit(x, y, options, x, y));
        Assert.True(Colours("measured.png") >= Colours("plain.png") + 2, $"{Colours("measured.png")} and {Colours("plain.png")}");

        int Colours(string file) => Picture.Pixels(_folder[file], 800, 500)
            .Where(color => color.Red != color.Blue || color.Red != color.Green).CountBy(color => color).Count(entry => entry.Value > 200);
    }

    [Fact]
    public void AScheduleIsDrawn()
    {
        Curves.SaveSchedule(_folder["schedule.png"], Schedule.Cosine(100).WithWarmUp(10), 0.1, steps: 110);
        Assert.InRange(Picture.Ink(_folder["schedule.png"], 800, 500), 1000, 400_000);
    }

    [Fact]
    public void PointsThatCannotBeDrawnAreGaps()
    {
        double[] y = [double.NaN, 1, 2, double.PositiveInfinity, 3, 4, double.NaN];
        Curves.SaveSeries(_folder["gaps.png"], [new("loss", [0, 1, 2, 3, 4, 5, 6], y)],
            new() { IsLogarithmicX = true, IsLogarithmicY = true });
        Assert.InRange(Picture.Ink(_folder["gaps.png"], 800, 500), 1000, 400_000);
        Curves.SaveSeries(_folder["none.png"], [new("loss", [double.NaN])]);
        Assert.InRange(Picture.Ink(_folder["none.png"], 800, 500), 100, 400_000);
    }

    [Fact]
    public void AConfusionMatrixIsDrawn()
    {
        var matrix = new ConfusionMatrix(["cat", "dog", "emu"]);
        matrix.Add([0, 0, 1, 1, 1, 2], [0, 1, 1, 1, 0, 2]);
        ConfusionPlot.Save(_folder["matrix.png"], matrix, width: 500, height: 400);
        var pixels = Picture.Pixels(_folder["matrix.png"], 500, 400);
        Assert.True(pixels.CountBy(color => color).Count(entry => entry.Value > 2000) >= 4);
        var large = new ConfusionMatrix(200);
        large.Add([1, 2], [1, 3]);
        ConfusionPlot.Save(_folder["large.png"], large);
        Assert.InRange(Picture.Ink(_folder["large.png"], 700, 600), 1000, 420_000);
    }

    [Fact]
    public void WhatCannotBeDrawnIsTold()
    {
        Assert.Throws<ArgumentException>(() => Curves.SaveSeries(_folder["a.png"], []));
        var fault = Assert.Throws<ArgumentException>(() => Curves.SaveSeries(_folder["a.png"], [new("loss", [1, 2], [1])]));
        Assert.StartsWith("The line 'loss' has 2 places and 1 heights;", fault.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Curves.SaveSeries(_folder["a.png"], [new("loss", [1])], new() { Width = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionPlot.Save(_folder["a.png"], new ConfusionMatrix(2), height: 0));
        Assert.False(File.Exists(_folder["a.png"]));
    }

    public void Dispose() => _folder.Dispose();
}
