#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using ModelGen.Tests.Training;

namespace ModelGen.Tests.Schedules;

/// <summary>Fit with a schedule: what it shows, and what it tells.</summary>
public class FitScheduleTests
{
    private static readonly float[] X = [.. Enumerable.Range(0, 30).Select(index => MathF.Sin(index))];
    private static readonly float[] Y = [.. Enumerable.Range(0, 20).Select(index => MathF.Cos(index))];

    /// <summary>An epoch has the rate of its last step; between two, the model's is that of the next.</summary>
    [Fact]
    public void EpochsHaveTheRatesOfTheirSteps()
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        model.Schedule = Schedule.Exponential(0.5);
        var next = new List<float>();
        var history = model.Fit(X, Y, epochs: 3, batchSize: 5, onEpoch: epoch => next.Add(model.LearningRate));
        Assert.Equal([0.05, 0.0125, 0.003125], history.Select(epoch => epoch.LearningRate));
        Assert.Equal([0.025f, 0.00625f, 0.0015625f], next);
        Assert.Contains("0.003125", history.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void APlateauIsToldTheLossAfterEachEpoch(bool hasValidation)
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        var expected = Schedule.ReduceOnPlateau(factor: 0.5, patience: 0, threshold: 0.01);
        model.Schedule = Schedule.ReduceOnPlateau(factor: 0.5, patience: 0, threshold: 0.01);
        float[] validationX = hasValidation ? X[15..] : [], validationY = hasValidation ? Y[10..] : [];
        model.Fit(X, Y, epochs: 40, validationX: validationX, validationY: validationY, onEpoch: epoch =>
        {
            Assert.Equal(expected.RateAt(0, 0.1), epoch.LearningRate);
            expected.Report(epoch.ValidationLoss ?? epoch.Loss);
            Assert.Equal((float)expected.RateAt(0, 0.1), model.LearningRate);
        });
        Assert.InRange(model.LearningRate, 1e-9f, 0.05f);
    }

    [Fact]
    public void ALoaderIsAsSpans()
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        using var loader = new DataLoader<float, float>(DataSet.Of(X, Y, 10), 10);
        model.Schedule = Schedule.ReduceOnPlateau(PlateauMode.Max, factor: 0.5, patience: 0).WithWarmUp(1);
        var history = model.Fit(loader, epochs: 3);
        Assert.Equal([0.1 / 3, 0.1, 0.05], history.Select(epoch => epoch.LearningRate), (left, right) => Math.Abs(left - right) < 1e-12);
    }
}
