namespace ModelGen.Tests.Checkpoints;

/// <summary>Files whose names are not the model's.</summary>
public sealed class MapTests : IDisposable
{
    private static readonly float[] X = [1, 2, 3, 4, 5, 6, 7, 8, -9];
    private static readonly float[] Target = [1, 0, 1, 0, 1, 0];

    private readonly TemporaryFolder _folder = new();
    private readonly SavedNet _trained = SavedNet.Create(device: Device.CpuWith(1), seed: 1, drop: 0.4);

    /// <summary>What PyTorch's DataParallel saves, with what the optimizer keeps: the map is of the parameters' names alone.</summary>
    private string Prefixed()
    {
        for (var step = 0; step < 3; step++) _trained.TrainStep(X, Target);
        _trained.Save(_folder["net.safetensors"]);
        var bytes = SafetensorsBytes.Changed(File.ReadAllBytes(_folder["net.safetensors"]), header =>
        {
            foreach (var (name, value) in header.ToList())
            {
                if (name == "__metadata__") continue;
                header.Remove(name);
                var isState = name.StartsWith("optimizer/", StringComparison.Ordinal);
                header[isState ? "optimizer/module." + name["optimizer/".Length..] : "module." + name] = value;
            }
        });
        return _folder.Write("prefixed.safetensors", bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NamesAreMappedAndTrainingGoesOn(bool strict)
    {
        var path = Prefixed();
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 2, drop: 0.4);
        Assert.Throws<InvalidDataException>(() => model.Load(path));
        var report = model.Load(path, strict: strict, map: name => name["module.".Length..]);
        Assert.True(report is { IsComplete: true, IsTrainingResumed: true });
        for (var step = 0; step < 3; step++) Assert.Equal((float)_trained.TrainStep(X, Target), model.TrainStep(X, Target));
    }

    [Fact]
    public void NullLeavesATensorOut()
    {
        var path = Prefixed();
        using var part = HiddenPart.Create(Device.CpuWith(1));
        var report = part.Load(
            path, map: name => name.StartsWith("module.hidden.", StringComparison.Ordinal) ? name["module.".Length..] : null);
        Assert.True(report.IsComplete);
        Assert.Equal(_trained.Parameters["hidden.bias"].ToArray(), part.Parameters["hidden.bias"].ToArray());
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 2);
        report = model.Load(
            path, strict: false, map: name => name.Contains("output", StringComparison.Ordinal) ? null : name["module.".Length..]);
        Assert.Equal(["output.weight", "output.bias"], report.Missing);
        Assert.Empty(report.Unexpected);
    }

    [Fact]
    public void TwoTensorsOfOneNameAreRefused()
    {
        var path = Prefixed();
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 2);
        var before = model.Parameters.SelectMany(item => item.ToArray()).ToList();
        foreach (var strict in new[] { true, false })
        {
            var message = Assert.Throws<InvalidDataException>(() => model.Load(path, strict: strict, map: name
                => name == "module.norm.bias" ? "norm.weight" : name["module.".Length..])).Message;
            Assert.Contains("its \"module.norm.weight\" F32[5] and \"module.norm.bias\" F32[5] are both \"norm.weight\" by map. Let map "
                + "give each a name of its own, or null for one to leave out.", message);
        }

        Assert.Equal(before, model.Parameters.SelectMany(item => item.ToArray()));
    }

    [Fact]
    public void ATensorMayTakeAnothersPlace()
    {
        _trained.Save(_folder["net.safetensors"], withOptimizer: false);
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 2);
        model.Load(_folder["net.safetensors"], map: name
            => name switch { "norm.weight" => "norm.bias", "norm.bias" => "norm.weight", _ => name });
        Assert.Equal(_trained.Parameters["norm.weight"].ToArray(), model.Parameters["norm.bias"].ToArray());
        Assert.Equal(_trained.Parameters["norm.bias"].ToArray(), model.Parameters["norm.weight"].ToArray());
    }

    [Fact]
    public void TheUnexpectedAreTheFilesNames()
    {
        _trained.Save(_folder["net.safetensors"], withOptimizer: false);
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 2);
        var report = model.Load(_folder["net.safetensors"], strict: false, map: name => name == "norm.weight" ? "norm.gain" : name);
        Assert.Equal(["norm.weight"], report.Unexpected);
        Assert.Equal(["norm.weight"], report.Missing);
    }

    [Fact]
    public void TheCountsOfPyTorchsBatchNormsAreSkippedUnderAnyName()
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "References", "checkpoint.safetensors"));
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 2);
        Assert.True(model.Load(_folder.Write("torch.safetensors", bytes), strict: false).IsComplete);
        Assert.True(model.Load(_folder["torch.safetensors"], map: name => name).IsComplete);
    }

    [Fact]
    public void WhatTheMapThrowsComesThrough()
    {
        _trained.Save(_folder["net.safetensors"]);
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 2);
        var before = model.Parameters.SelectMany(item => item.ToArray()).ToList();
        Assert.Throws<FormatException>(() => model.Load(_folder["net.safetensors"], map: name => throw new FormatException(name)));
        Assert.Equal(before, model.Parameters.SelectMany(item => item.ToArray()));
    }

    public void Dispose()
    {
        _trained.Dispose();
        _folder.Dispose();
    }
}
