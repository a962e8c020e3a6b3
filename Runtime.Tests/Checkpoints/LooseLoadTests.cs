using ModelGen.Tests.Training;

namespace ModelGen.Tests.Checkpoints;

/// <summary>Loading what fits, and what the report says of the rest.</summary>
public sealed class LooseLoadTests : IDisposable
{
    private static readonly float[] X = [1, 2, 3, 4, 5, 6, 7, 8, -9];
    private static readonly float[] Target = [1, 0, 1, 0, 1, 0];

    private readonly TemporaryFolder _folder = new();
    private readonly SavedNet _trained = SavedNet.Create(device: Device.CpuWith(1), seed: 1, drop: 0.4);
    private readonly string _path;

    public LooseLoadTests()
    {
        for (var step = 0; step < 3; step++) _trained.TrainStep(X, Target);
        _path = _folder["net.safetensors"];
        _trained.Save(_path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhereAllFitsBothAreOne(bool strict)
    {
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 2, drop: 0.4);
        var report = model.Load(_path, strict: strict);
        Assert.True(report.IsComplete && report.IsTrainingResumed);
        Assert.Equal(8, report.Loaded);
        Assert.Equal("8 tensors loaded, training goes on from the file, everything fits", report.ToString());
        for (var step = 0; step < 4; step++) Assert.Equal((float)_trained.TrainStep(X, Target), model.TrainStep(X, Target));
        Assert.Equal("8 tensors loaded, everything fits", model.Load(_path, withOptimizer: false, strict: strict).ToString());
    }

    [Fact]
    public void TheReportSaysWhatDidNotFit()
    {
        using var model = SavedNetForMore.Create(device: Device.CpuWith(1), seed: 2, classes: 4);
        var before = model.Parameters.ToDictionary(item => item.Name, item => item.ToArray());
        var bytes = SafetensorsBytes.Changed(File.ReadAllBytes(_path), header =>
        {
            var value = header["hidden.bias"];
            header.Remove("hidden.bias");
            header["hidden.offset"] = value;
        });
        var report = model.Load(_folder.Write("other.safetensors", bytes), strict: false);
        Assert.Equal(["hidden.bias", "extra.weight", "extra.bias"], report.Missing.OrderBy(name => name[0] == 'e')
            .ThenBy(name => name.EndsWith("bias", StringComparison.Ordinal)));
        Assert.Equal(["hidden.offset"], report.Unexpected);
        Assert.Equal([new("output.weight", "F32[2, 5]", "F32[4, 5]"), new("output.bias", "F32[2]", "F32[4]")],
            report.Mismatched.OrderBy(item => item.Name.EndsWith("bias", StringComparison.Ordinal)));
        Assert.False(report.IsComplete);
        Assert.Equal(5, report.Loaded);
        var text = report.ToString();
        Assert.StartsWith("5 tensors loaded, training goes on from the file\nmissing in the file: 3\n  \"", text);
        Assert.Contains("\nnot in the model: 1\n  \"hidden.offset\"\nof another shape or type: 2\n  \"output.", text);
        Assert.Contains("\"output.bias\": F32[2] in the file, F32[4] in the model", text);
        foreach (var parameter in model.Parameters)
        {
            var isTaken = parameter.Name is "hidden.weight" || parameter.Name.StartsWith("norm.", StringComparison.Ordinal);
            Assert.Equal(isTaken ? _trained.Parameters[parameter.Name].ToArray() : before[parameter.Name], parameter.ToArray());
        }
    }

    /// <summary>What the optimizer kept is taken for the tensors that are, and is zero for the rest.</summary>
    [Fact]
    public void StatesGoWithTheirTensors()
    {
        using var model = SavedNetForMore.Create(device: Device.CpuWith(1), seed: 2, classes: 4);
        for (var step = 0; step < 5; step++) model.TrainStep(X, Target);
        Assert.True(model.Load(_path, strict: false).IsTrainingResumed);
        model.Save(_folder["again.safetensors"]);
        var (file, again) = (File.ReadAllBytes(_path), File.ReadAllBytes(_folder["again.safetensors"]));
        foreach (var state in new[] { "first_moment", "second_moment" })
        {
            foreach (var name in new[] { "hidden.weight", "hidden.bias", "norm.weight", "norm.bias" })
                Assert.Equal(SafetensorsBytes.Singles(file, $"optimizer/{name}.{state}"),
                    SafetensorsBytes.Singles(again, $"optimizer/{name}.{state}"));
            foreach (var name in new[] { "output.weight", "output.bias", "extra.weight", "extra.bias" })
                Assert.All(SafetensorsBytes.Singles(again, $"optimizer/{name}.{state}"), number => Assert.Equal(0, number));
        }

        Assert.Equal("3", (string?)SafetensorsBytes.Header(again)["__metadata__"]!["modelgen.step"]);
    }

    /// <summary>A moment without its fellow is worth nothing: both begin anew, and the others are taken.</summary>
    [Fact]
    public void StatesOfAParameterAreTakenTogether()
    {
        var bytes = SafetensorsBytes.Changed(File.ReadAllBytes(_path), header =>
        {
            var value = header["optimizer/hidden.bias.second_moment"];
            header.Remove("optimizer/hidden.bias.second_moment");
            header["optimizer/hidden.bias.third_moment"] = value;
        });
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 2, drop: 0.4);
        var report = model.Load(_folder.Write("part.safetensors", bytes), strict: false);
        Assert.True(report.IsTrainingResumed);
        Assert.Equal(["optimizer/hidden.bias.second_moment"], report.Missing);
        Assert.Equal(["optimizer/hidden.bias.third_moment"], report.Unexpected);
        model.Save(_folder["again.safetensors"]);
        var again = File.ReadAllBytes(_folder["again.safetensors"]);
        Assert.All(SafetensorsBytes.Singles(again, "optimizer/hidden.bias.first_moment"), number => Assert.Equal(0, number));
        var kept = SafetensorsBytes.Singles(again, "optimizer/hidden.weight.first_moment");
        Assert.Equal(SafetensorsBytes.Singles(bytes, "optimizer/hidden.weight.first_moment"), kept);
    }

    [Fact]
    public void WithoutTheOptimizerItBeginsAnew()
    {
        using var model = SavedNetForMore.Create(device: Device.CpuWith(1), seed: 2, classes: 4);
        for (var step = 0; step < 5; step++) model.TrainStep(X, Target);
        Assert.False(model.Load(_path, withOptimizer: false, strict: false).IsTrainingResumed);
        model.Save(_folder["again.safetensors"]);
        var again = File.ReadAllBytes(_folder["again.safetensors"]);
        Assert.All(SafetensorsBytes.Singles(again, "optimizer/hidden.weight.first_moment"), number => Assert.Equal(0, number));
        Assert.Equal("0", (string?)SafetensorsBytes.Header(again)["__metadata__"]!["modelgen.step"]);
    }

    /// <summary>Adam's moments are no momentum: the weights are taken, and the optimizer begins anew.</summary>
    [Fact]
    public void TheStatesOfAnotherOptimizerAreTold()
    {
        using var model = SavedNetWithMomentum.Create(Device.CpuWith(1), seed: 2);
        var report = model.Load(_path, strict: false);
        Assert.Equal((8, false), (report.Loaded, report.IsTrainingResumed));
        Assert.Contains("optimizer/hidden.weight.first_moment", report.Unexpected);
        Assert.Contains("optimizer/hidden.weight.momentum_buffer", report.Missing);
        Assert.Equal(0.1f, model.LearningRate);
    }

    /// <summary>A decoder takes its part of a file of the whole.</summary>
    [Fact]
    public void APartOfAFile()
    {
        using var part = HiddenPart.Create(Device.CpuWith(1));
        var report = part.Load(_path, strict: false);
        Assert.Equal((2, 6), (report.Loaded, report.Unexpected.Count));
        Assert.Empty(report.Missing);
        Assert.Equal(_trained.Parameters["hidden.weight"].ToArray(), part.Parameters["hidden.weight"].ToArray());
        Assert.Throws<InvalidDataException>(() => part.Load(_path));
    }

    /// <summary>Where nothing fits nothing changes, what the optimizer keeps and the learning rate included.</summary>
    [Fact]
    public void NothingInCommonLeavesTheModel()
    {
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 2, drop: 0.4);
        using var twin = SavedNet.Create(device: Device.CpuWith(1), seed: 2, drop: 0.4);
        foreach (var each in new[] { model, twin }) each.TrainStep(X, Target);
        var report = model.Load(_path, strict: false, map: name => "other." + name);
        Assert.Equal((0, 8, 8, false), (report.Loaded, report.Missing.Count, report.Unexpected.Count, report.IsTrainingResumed));
        for (var step = 0; step < 2; step++) Assert.Equal((float)twin.TrainStep(X, Target), model.TrainStep(X, Target));
        using var plain = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        using var other = LargerRegression.Create(Device.CpuWith(1), seed: 1);
        other.LearningRate = 0.7f;
        other.Save(_folder["larger.safetensors"]);
        report = plain.Load(_folder["larger.safetensors"], strict: false);
        Assert.Equal((0, 2, false), (report.Loaded, report.Mismatched.Count, report.IsTrainingResumed));
        Assert.Equal(0.1f, plain.LearningRate);
    }

    [Fact]
    public void ADamagedFileIsRefusedAndChangesNothing()
    {
        var good = File.ReadAllBytes(_path);
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 2, drop: 0.4);
        using var twin = SavedNet.Create(device: Device.CpuWith(1), seed: 2, drop: 0.4);
        Refused(good[..^1]);
        Refused(SafetensorsBytes.With(good, "optimizer/hidden.weight.second_moment", 3, -1));
        Refused(SafetensorsBytes.Changed(good, header => header["__metadata__"]!["modelgen.step"] = "-1"));
        Refused(SafetensorsBytes.Changed(good, header => header["hidden.bias"]!["data_offsets"]![0] = 1));
        for (var step = 0; step < 2; step++) Assert.Equal((float)twin.TrainStep(X, Target), model.TrainStep(X, Target));

        void Refused(byte[] file)
            => Assert.Throws<InvalidDataException>(() => model.Load(_folder.Write("bad.safetensors", file), strict: false));
    }

    /// <summary>Names of strangers are escaped and shortened, and of many the first are shown.</summary>
    [Fact]
    public void TheReportOfAStrangersFileIsShort()
    {
        var names = Enumerable.Range(0, 5000)
            .Select(number => $"\"\\u001b[2J{new string('n', 300)}{number}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}");
        using var model = HiddenPart.Create(Device.CpuWith(1));
        var report = model.Load(_folder.Write("many.safetensors", SafetensorsBytes.Of($"{{{string.Join(",", names)}}}", [])),
            strict: false);
        Assert.Equal(5000, report.Unexpected.Count);
        Assert.InRange(report.ToString().Length, 100, 4000);
        Assert.EndsWith("\n  and 4980 more", report.ToString());
        Assert.DoesNotContain(report.ToString(), sign => char.IsControl(sign) && sign != '\n');
    }

    public void Dispose()
    {
        _trained.Dispose();
        _folder.Dispose();
    }
}

/// <summary>The first layer of <see cref="SavedNet"/>.</summary>
[Model]
public partial class HiddenPart
{
    private readonly Linear hidden = new(3, 5);

    public Tensor Forward([Shape("N", 3)] Tensor x) => hidden.Forward(x);
}

/// <summary>A layer of the name of <see cref="PlainRegression"/>'s, and of another size.</summary>
[Model]
[Sgd(LearningRate = 0.1)]
public partial class LargerRegression
{
    private readonly Linear layer = new(4, 3);

    public Tensor Forward([Shape("N", 4)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor prediction, [Shape("N", 3)] Tensor y) => prediction.MeanSquared(y);
}
