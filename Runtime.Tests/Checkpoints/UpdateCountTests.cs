using ModelGen.Tests.Models.Nets;

namespace ModelGen.Tests.Checkpoints;

/// <summary>The numbers of updates of parameters that not every step updates, in files.</summary>
public sealed class UpdateCountTests : IDisposable
{
    private const string Second = "optimizer/net.second.weight.step";
    private const int Steps = 7;

    private static readonly float[] X = [1, 2, 3, 4, 5, 6];
    private static readonly float[] Target = [1, 0, 1, 0, 1, 0];

    private readonly TemporaryFolder _folder = new();
    private readonly SometimesAdam _trained = SometimesAdam.Create(device: Device.CpuWith(1), seed: 1);
    private readonly string _path;

    public UpdateCountTests()
    {
        for (var step = 0; step < Steps; step++) Step(_trained, step);
        _path = _folder["net.safetensors"];
        _trained.Save(_path);
    }

    [Fact]
    public void OnlyWhatMayBeLeftOutIsCounted()
    {
        var file = File.ReadAllBytes(_path);
        Assert.Equal([2f], SafetensorsBytes.Singles(file, Second));
        Assert.Equal([4f], SafetensorsBytes.Singles(file, "optimizer/net.third.bias.step"));
        Assert.Equal([1f], SafetensorsBytes.Singles(file, "optimizer/net.fourth.bias.step"));
        Assert.False(SafetensorsBytes.Header(file).ContainsKey("optimizer/net.first.weight.step"));
        Assert.Empty(SafetensorsBytes.Header(file)[Second]!["shape"]!.AsArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TrainingGoesOn(bool strict)
    {
        using var model = SometimesAdam.Create(device: Device.CpuWith(1), seed: 2);
        Assert.True(model.Load(_path, strict: strict).IsTrainingResumed);
        for (var step = Steps; step < 2 * Steps; step++) Assert.Equal(Step(_trained, step), Step(model, step));
    }

    /// <summary>Files of a version that counted steps alone: they stand for the parameter's updates, as they did then.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AFileWithoutThemCountsSteps(bool strict)
    {
        var old = _folder.Write("old.safetensors", SafetensorsBytes.Without(File.ReadAllBytes(_path),
            name => name.EndsWith(".step", StringComparison.Ordinal)));
        using var model = SometimesAdam.Create(device: Device.CpuWith(1), seed: 2);
        var report = model.Load(old, strict: strict);
        Assert.True(report.IsComplete && report.IsTrainingResumed);
        model.Save(_folder["new.safetensors"]);
        Assert.Equal([Steps], SafetensorsBytes.Singles(File.ReadAllBytes(_folder["new.safetensors"]), Second));
    }

    /// <summary>A parameter whose other states are not taken begins anew.</summary>
    [Fact]
    public void WhatHasNoStatesCountsFromZero()
    {
        var bytes = SafetensorsBytes.Without(File.ReadAllBytes(_path),
            name => name.StartsWith("optimizer/net.second.weight.", StringComparison.Ordinal));
        using var model = SometimesAdam.Create(device: Device.CpuWith(1), seed: 2);
        Assert.True(model.Load(_folder.Write("part.safetensors", bytes), strict: false).IsTrainingResumed);
        model.Save(_folder["new.safetensors"]);
        var file = File.ReadAllBytes(_folder["new.safetensors"]);
        Assert.Equal([0f], SafetensorsBytes.Singles(file, Second));
        Assert.Equal([2f], SafetensorsBytes.Singles(file, "optimizer/net.second.bias.step"));
        model.Load(_path, withOptimizer: false);
        model.Save(_folder["new.safetensors"]);
        Assert.Equal([0f], SafetensorsBytes.Singles(File.ReadAllBytes(_folder["new.safetensors"]), "optimizer/net.second.bias.step"));
    }

    [Fact]
    public void ANegativeNumberIsRefused()
    {
        var path = _folder.Write("bad.safetensors", SafetensorsBytes.With(File.ReadAllBytes(_path), Second, 0, -1));
        Assert.Contains(Second, Assert.Throws<InvalidDataException>(() => _trained.Load(path)).Message);
    }

    public void Dispose()
    {
        _trained.Dispose();
        _folder.Dispose();
    }

    private static float Step(SometimesAdam model, int step) => model.TrainStep(X, step % 3 == 2, (step % 4) - 1, 2, step % 5 % 3, Target);
}
