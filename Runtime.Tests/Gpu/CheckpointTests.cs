using ModelGen.Tests.Checkpoints;

namespace ModelGen.Tests.Gpu;

/// <summary>Files travel between devices, and training on a device goes on from one with the same bits.</summary>
public class CheckpointTests
{
    private static readonly float[] X = [.. Enumerable.Range(0, 21).Select(index => MathF.Sin(index))];

    private static readonly float[] Target = [.. Enumerable.Range(0, 14).Select(index => MathF.Cos(index))];

    [Theory, OnDevices]
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
}
