using System.Text.Json;

namespace ModelGen.Tests.Checkpoints;

/// <summary>Files of Save, read by the format's page; and what loading them gives.</summary>
public sealed class SaveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AFileHoldsEachTensorByPyTorchsName()
    {
        using var model = Trained(3);
        model.Save(_folder["net.safetensors"]);
        var file = File.ReadAllBytes(_folder["net.safetensors"]);
        var header = SafetensorsBytes.Header(file);
        Assert.Equal(
            ["__metadata__", "hidden.weight", "hidden.bias", "norm.running_mean", "norm.running_var", "norm.weight", "norm.bias",
                "output.weight", "output.bias"],
            header.Select(item => item.Key).Where(name => !name.StartsWith("optimizer/", StringComparison.Ordinal)));
        foreach (var parameter in model.Parameters)
        {
            Assert.Equal("F32", (string?)header[parameter.Name]!["dtype"]);
            Assert.Equal(parameter.Shape.ToArray(), header[parameter.Name]!["shape"].Deserialize<long[]>());
            Assert.Equal(parameter.ToArray(), SafetensorsBytes.Singles(file, parameter.Name));
        }

        Assert.NotEqual([0f, 0f, 0f, 0f, 0f], SafetensorsBytes.Singles(file, "norm.running_mean"));
        Assert.NotEqual(new float[15], SafetensorsBytes.Singles(file, "optimizer/hidden.weight.first_moment"));
        Assert.Equal(0, (file.Length - SafetensorsBytes.Data(file).Length) % 8);
        Assert.Equal("pt", (string?)header["__metadata__"]!["format"]);
        Assert.Equal("3", (string?)header["__metadata__"]!["modelgen.step"]);
    }

    [Fact]
    public void TheWeightsAloneAreWhatPyTorchTakes()
    {
        using var model = Trained(3);
        model.Save(_folder["net.safetensors"], withOptimizer: false);
        var header = SafetensorsBytes.Header(File.ReadAllBytes(_folder["net.safetensors"]));
        Assert.Equal(["__metadata__", .. model.Parameters.Select(parameter => parameter.Name)], header.Select(item => item.Key));
        Assert.Single(header["__metadata__"]!.AsObject());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void TrainingGoesOnWithTheSameBits(int stepsBefore)
    {
        using var whole = Trained(stepsBefore);
        whole.LearningRate = 0.02f;
        whole.Save(_folder["net.safetensors"]);
        using var resumed = SavedNet.Create(device: Device.CpuWith(2), seed: 99, drop: 0.4);
        Data.Step(resumed, 5);
        resumed.Load(_folder["net.safetensors"]);
        Assert.Equal(0.02f, resumed.LearningRate);
        for (var step = 0; step < 6; step++) Assert.Equal((float)Data.Step(whole, step), Data.Step(resumed, step));
        Assert.Equal(Data.Bits(whole), Data.Bits(resumed));
        var (x, target) = Data.Batch(0);
        Assert.Equal(whole.Gradients(x, target)["x"].ToArray(), resumed.Gradients(x, target)["x"].ToArray());
    }

    [Fact]
    public void WeightsAloneBeginANewTraining()
    {
        using var trained = Trained(4);
        trained.Save(_folder["weights.safetensors"], withOptimizer: false);
        trained.Save(_folder["all.safetensors"]);
        using var fresh = SavedNet.Create(device: Device.CpuWith(1), seed: 1, drop: 0.4);
        foreach (var parameter in fresh.Parameters) parameter.CopyFrom(trained.Parameters[parameter.Name].ToArray());
        using var fromWeights = Trained(2);
        fromWeights.Load(_folder["weights.safetensors"]);
        using var fromAll = Trained(3);
        fromAll.Load(_folder["all.safetensors"], withOptimizer: false);
        for (var step = 0; step < 3; step++)
        {
            float expected = Data.Step(fresh, step);
            Assert.Equal(expected, Data.Step(fromWeights, step));
            Assert.Equal(expected, Data.Step(fromAll, step));
        }
    }

    [Fact]
    public void AModelThatOnlyPredictsTakesWhatAnotherLearnt()
    {
        using var trained = Trained(4);
        trained.Save(_folder["net.safetensors"]);
        using var used = SavedNetForUse.Create(Device.Cpu);
        used.Load(_folder["net.safetensors"]);
        var (expected, actual) = (new float[8], new float[8]);
        trained.Predict(Data.Batch(3).X.AsSpan(0, 12), expected);
        used.Predict(Data.Batch(3).X.AsSpan(0, 12), actual);
        Assert.Equal(expected, actual);
        used.Save(_folder["used.safetensors"]);
        trained.Load(_folder["used.safetensors"]);
    }

    [Fact]
    public void DoublePrecisionIsKeptAndTakesSingles()
    {
        using var single = Trained(4);
        single.Save(_folder["single.safetensors"], withOptimizer: false);
        using var model = SavedNetInDouble.Create(Device.Cpu);
        model.Load(_folder["single.safetensors"]);
        Assert.Equal(single.Parameters["hidden.weight"].ToArray(), model.Parameters["hidden.weight"].ToArray());
        var (x, target) = Data.Batch(1);
        double[] wide = [.. x.Select(value => (double)value)], wideTarget = [.. target.Select(value => (double)value)];
        model.TrainStep(wide, wideTarget);
        model.Save(_folder["double.safetensors"]);
        using var other = SavedNetInDouble.Create(Device.Cpu, seed: 4);
        other.Load(_folder["double.safetensors"]);
        Assert.Equal(model.TrainStep(wide, wideTarget).Loss, other.TrainStep(wide, wideTarget).Loss);
        Assert.Equal("F64",
            (string?)SafetensorsBytes.Header(
                File.ReadAllBytes(_folder["double.safetensors"]))["optimizer/hidden.bias.momentum_buffer"]!["dtype"]);
    }

    [Fact]
    public void AFileIsReplacedAndNoOtherStays()
    {
        using var model = Trained(1);
        model.Save(_folder["net.safetensors"]);
        var first = File.ReadAllBytes(_folder["net.safetensors"]);
        Data.Step(model, 1);
        model.Save(_folder["net.safetensors"]);
        Assert.NotEqual(first, File.ReadAllBytes(_folder["net.safetensors"]));
        Assert.Equal(["net.safetensors"], _folder.Files);
        Assert.Throws<DirectoryNotFoundException>(() => model.Save(_folder["no/such/net.safetensors"]));
        Directory.CreateDirectory(_folder["taken"]);
        Assert.ThrowsAny<Exception>(() => model.Save(_folder["taken"]));
        Assert.Equal(["net.safetensors"], _folder.Files);
    }

    [Fact]
    public void StatesOfTheModelAreTold()
    {
        var model = Trained(1);
        model.Save(_folder["net.safetensors"]);
        Assert.Throws<FileNotFoundException>(() => model.Load(_folder["other.safetensors"]));
        Assert.Throws<ArgumentException>(() => model.Save(""));
        Assert.Contains("make it by SavedNet.Create",
            Assert.Throws<InvalidOperationException>(() => new SavedNet().Load(_folder["net.safetensors"])).Message);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Save(_folder["net.safetensors"]));
        Assert.Throws<ObjectDisposedException>(() => model.Load(_folder["net.safetensors"]));
    }

    [Fact]
    public void AGradientStaysGoneWhenTheCountOfCallsIsLoaded()
    {
        using var model = Trained(1);
        var (x, target) = Data.Batch(0);
        var gradients = model.Gradients(x, target);
        model.Save(_folder["net.safetensors"]);
        model.Evaluate(x, target);
        model.Load(_folder["net.safetensors"]);
        Assert.Throws<InvalidOperationException>(() => gradients["x"].ToArray());
    }

    public void Dispose() => _folder.Dispose();

    private static SavedNet Trained(int steps)
    {
        var model = SavedNet.Create(device: Device.CpuWith(1), seed: 1, drop: 0.4);
        for (var step = 0; step < steps; step++) Data.Step(model, step);
        return model;
    }

    /// <summary>Batches of odd sizes.</summary>
    private static class Data
    {
        public static StepResult Step(SavedNet model, int number)
        {
            var (x, target) = Batch(number);
            return model.TrainStep(x, target);
        }

        public static (float[] X, float[] Target) Batch(int number)
        {
            var rows = 5 + number;
            return ([.. Enumerable.Range(0, rows * 3).Select(index => MathF.Sin(index + number))],
                [.. Enumerable.Range(0, rows * 2).Select(index => MathF.Cos(index * number))]);
        }

        public static float[] Bits(SavedNet model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];
    }
}
