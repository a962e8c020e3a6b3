using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models.Layers;

/// <summary>
/// Dropout takes part of the elements away while a model trains, others each step and the same for each seed, and nothing else.
/// </summary>
public class DropoutTests
{
    private const int Rows = 501;

    private static readonly float[] X = [.. Enumerable.Range(0, Rows * 7).Select(index => 1f + (index % 5))];

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void WhatIsKeptIsScaledSoThatTheMeanStays(double probability)
    {
        using var model = probability < 0.5 ? (IDisposable)DropsFew.Create(Device.CpuWith(2)) : DropsMany.Create(Device.CpuWith(2));
        var gradients = model is DropsFew few ? few.Gradients(X) : ((DropsMany)model).Gradients(X);
        var slopes = gradients["x"].ToArray();
        var kept = slopes.Count(slope => slope != 0);
        var deviation = Math.Sqrt(probability * (1 - probability) * X.Length);
        Assert.InRange(kept, (X.Length * (1 - probability)) - (5 * deviation), (X.Length * (1 - probability)) + (5 * deviation));
        Assert.All(slopes.Where(slope => slope != 0), slope => Assert.Equal(1 / (1 - probability) / X.Length, slope, 1e-7));
    }

    [Fact]
    public void NothingChangesOutsideTraining()
    {
        using var model = DropsFew.Create(Device.CpuWith(2), seed: 5);
        var y = new float[X.Length];
        model.Predict(X, y);
        Assert.Equal(X, y);
        Assert.Equal(X.Average(), model.Evaluate(X), 1e-4f);
    }

    [Fact]
    public void EveryStepDrawsAnewAndEverySeedTheSame()
    {
        Assert.Equal(Losses(Device.CpuWith(1), 3), Losses(Device.CpuWith(2), 3));
        Assert.Equal(4, Losses(Device.CpuWith(1), 3).Distinct().Count());
        Assert.NotEqual(Losses(Device.CpuWith(1), 3), Losses(Device.CpuWith(1), 4));
    }

    [Theory, OnDevices]
    public void ADeviceDrawsTheProcessorsNumbers(string device)
    {
        var (expected, actual) = (Losses(Device.CpuWith(1), 3), Losses(TestDevices.Model(device), 3));
        for (var step = 0; step < expected.Length; step++) Assert.Equal(expected[step], actual[step], 1e-5f);
    }

    [Fact]
    public void AllMayBeDropped()
    {
        using var model = DropsAll.Create(Device.CpuWith(1));
        var gradients = model.Gradients(X);
        Assert.Equal(0f, gradients.Loss.Loss);
        Assert.All(gradients["x"].ToArray(), slope => Assert.Equal(0, slope));
    }

    // The learning rate is 0: what changes is what is dropped.
    private static float[] Losses(Device device, long seed)
    {
        using var model = DropsFew.Create(device, seed);
        model.LearningRate = 0;
        return [.. Enumerable.Range(0, 4).Select(_ => (float)model.TrainStep(X))];
    }
}
