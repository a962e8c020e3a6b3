using ModelGen.Tests.Checkpoints;

namespace ModelGen.Tests.Gpu;

/// <summary>Files travel between devices, and training on a device goes on from one with the same bits.</summary>
public class CheckpointTests
{
    private static readonly float[] X = [.. Enumerable.Range(0, 21).Select(index => MathF.Sin(index))];

    private static readonly float[] Target = [.. Enumerable.Range(0, 14).Select(index => MathF.Cos(index))];

    [Theory, OnDevices(DriversOnly = true)]
    public void TrainingGoesOnWithTheSameBits(string device)
    {
        using var folder = new TemporaryFolder();
        using var whole = SavedNet.Create(device: TestDevices.Model(device), seed: 1, drop: 0.4);
        for (var step = 0; step < 3; step++) whole.TrainStep(X, Target);
        whole.Save(folder["net.safetensors"]);
        using var resumed = SavedNet.Create(device: TestDevices.Model(device), seed: 2, drop: 0.4);
        resumed.Load(folder["net.safetensors"]);
        for (var step = 0; step < 3; step++) Assert.Equal((float)whole.TrainStep(X, Target), resumed.TrainStep(X, Target));
        using var onProcessor = SavedNet.Create(device: Device.Cpu, drop: 0.4);
        onProcessor.Load(folder["net.safetensors"]);
        onProcessor.Save(folder["again.safetensors"]);
        Assert.Equal(File.ReadAllBytes(folder["net.safetensors"]), File.ReadAllBytes(folder["again.safetensors"]));
    }

    [Theory, OnDevices]
    public void ParametersAreCopiedBetweenDevices(string device)
    {
        using var there = SavedNet.Create(device: TestDevices.Model(device), seed: 1);
        using var here = SavedNet.Create(device: Device.Cpu, seed: 2);
        using var twin = SavedNet.Create(device: Device.Cpu, seed: 1);
        there.TrainStep(X, Target);
        twin.CopyFrom(there);
        Assert.Equal(Values(there), Values(twin));
        var expected = Values(there).Zip(Values(here), (own, other) => (float)((0.75 * own) + (0.25 * other)));
        there.CopyFrom(here, tau: 0.25);
        Assert.Equal(expected, Values(there));
        there.Parameters["norm.*"].CopyFrom(twin.Parameters);
        Assert.Equal(twin.Parameters["norm.running_var"].ToArray(), there.Parameters["norm.running_var"].ToArray());
    }

    [Theory, OnDevices]
    public void WhatDoesNotFitStays(string device)
    {
        using var folder = new TemporaryFolder();
        using var saved = SavedNet.Create(device: Device.Cpu, seed: 1);
        saved.Save(folder["net.safetensors"]);
        using var model = SavedNetForMore.Create(device: TestDevices.Model(device), seed: 2, classes: 4);
        var (output, extra) = (model.Parameters["output.weight"].ToArray(), model.Parameters["extra.bias"].ToArray());
        Assert.Equal(6, model.Load(folder["net.safetensors"], strict: false).Loaded);
        Assert.Equal(saved.Parameters["hidden.weight"].ToArray(), model.Parameters["hidden.weight"].ToArray());
        Assert.Equal(output, model.Parameters["output.weight"].ToArray());
        Assert.Equal(extra, model.Parameters["extra.bias"].ToArray());
    }

    private static float[] Values(IModel model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];
}
