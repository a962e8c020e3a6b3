#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using System.Globalization;

namespace ModelGen.Tests.Training;

/// <summary>A history prints itself.</summary>
public class HistoryTests
{
    [Fact]
    public void ItIsATable()
    {
        var history = new History();
        history.Add(new(1, 10, 0.6931472, 0.7, 0.123, 0.02));
        history.Add(new(2, 10, 12.5, null, 10, 1.23456e-5));
        Assert.Equal(
            """
            epoch       loss  validation loss  seconds  learning rate
             1/10  0.6931472              0.7     0.12           0.02
             2/10       12.5                     10.00      1.235E-05
            """.ReplaceLineEndings("\n"),
            history.ToString());
    }

    [Fact]
    public void WithoutValidationThereIsNoColumnOfIt()
    {
        var history = new History();
        history.Add(new(1, 1, double.NaN, null, 0, 1));
        Assert.Equal("epoch  loss  seconds  learning rate\n  1/1   NaN     0.00              1", history.ToString());
        Assert.Equal("no epoch ended", new History().ToString());
    }

    [Fact]
    public void TheRateIsThatOfTheEpochsSteps()
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        float[] x = [.. Enumerable.Range(0, 30).Select(index => MathF.Sin(index))],
            y = [.. Enumerable.Range(0, 20).Select(index => MathF.Cos(index))];
        var history = model.Fit(x, y, epochs: 3, onEpoch: _ => model.LearningRate *= 0.5f);
        Assert.Equal([0.1f, 0.05f, 0.025f], history.Select(epoch => (float)epoch.LearningRate));
        Assert.Equal(4, history.ToString().Split('\n').Length);
        Assert.Contains(history[2].Loss.ToString("G7", CultureInfo.InvariantCulture), history.ToString());
    }
}
