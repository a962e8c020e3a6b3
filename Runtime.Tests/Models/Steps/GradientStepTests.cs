using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models.Steps;

/// <summary>What stands between gradient and weight, in emitted models: clipping, groups, and what is frozen.</summary>
public class GradientStepTests
{
    private const double Tight = 1e-10;

    [Fact]
    public void EverythingAtOnceIsPyTorchs()
    {
        var reference = StepReference.Of("AdamW_all");
        using var model = AllNet.Create(Device.CpuWith(2));
        reference.Check(model, () => model.TrainStep(reference.X, reference.Target), Tight);
    }

    [Theory, OnDevices(DriversOnly = true)]
    public void EverythingAtOnceIsPyTorchsOn(string device)
    {
        var reference = StepReference.Of("AdamW_all");
        var (x, target) = (Array.ConvertAll(reference.X, value => (float)value), Array.ConvertAll(reference.Target, value => (float)value));
        using var model = AllSingleNet.Create(TestDevices.Model(device));
        reference.Check(model, () => model.TrainStep(x, target), 1e-5);
    }

    [Fact]
    public void WhatIsFrozenStaysToTheBit()
    {
        var reference = StepReference.Of("frozen");
        using var model = FrozenNet.Create(Device.CpuWith(2));
        reference.Check(model, () => model.TrainStep(reference.X, reference.Target), Tight);
        foreach (var name in (string[])["hidden.weight", "hidden.bias"])
        {
            Assert.Equal(reference.Start[name], Values(model.Parameters[name]));
            Assert.True(((Parameter)model.Parameters[name]).IsFrozen);
            Assert.False(model.Parameters[name].IsTrainable);
            var gone = Assert.Throws<KeyNotFoundException>(() => model.Gradients(reference.X, reference.Target)[name]);
            Assert.Contains("is frozen by [Freeze]", gone.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["output.weight", "output.bias"], model.Parameters.Trainable.Select(parameter => parameter.Name));
        Assert.Contains("of which 18 are trained", model.Summary().ToString(), StringComparison.Ordinal);
    }

    /// <summary>The same bits as when it is frozen while compiling, with the norm of what is trained alone; then it trains on.</summary>
    [Fact]
    public void WhatIsFrozenAtRunTimeIsAsWhatIsFrozenWhileCompiling()
    {
        var reference = StepReference.Of("frozen");
        using var expected = FrozenNet.Create(Device.CpuWith(1));
        using var model = FreezableNet.Create(Device.CpuWith(2));
        model.Freeze("hidden.*");
        reference.SetStart(expected);
        reference.Check(model, () => model.TrainStep(reference.X, reference.Target), Tight);
        for (var step = 0; step < 20; step++) expected.TrainStep(reference.X, reference.Target);
        Assert.Equal(Values(expected), Values(model));
        Assert.True(((Parameter)model.Parameters["hidden.bias"]).IsFrozen);
        Assert.True(model.Parameters["hidden.bias"].IsTrainable);

        model.Unfreeze("*");
        var before = Values(model);
        var norm = model.TrainStep(reference.X, reference.Target).GradientNorm;
        Assert.True(norm > expected.TrainStep(reference.X, reference.Target).GradientNorm);
        Assert.All(before.Zip(Values(model)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Theory, OnDevices]
    public void WhatIsFrozenAtRunTimeStaysOn(string device)
    {
        var reference = StepReference.Of("AdamW_all");
        var (x, target) = (Array.ConvertAll(reference.X, value => (float)value), Array.ConvertAll(reference.Target, value => (float)value));
        using var model = AllSingleNet.Create(TestDevices.Model(device), seed: 1);
        model.Freeze("hidden.weight");
        var start = model.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.ToArray());
        model.TrainStep(x, target);
        model.TrainStep(x, target);
        foreach (var (name, values) in start)
        {
            if (name == "hidden.weight") Assert.Equal(values, model.Parameters[name].ToArray());
            else Assert.NotEqual(values, model.Parameters[name].ToArray());
        }
    }

    [Fact]
    public void WrongNamesOfFrozenParametersAreTold()
    {
        using var model = FrozenNet.Create(Device.CpuWith(1));
        var unknown = Assert.Throws<KeyNotFoundException>(() => model.Freeze("nothing.*"));
        Assert.Contains("hidden.weight", unknown.Message, StringComparison.Ordinal);
        var fixedOnes = Assert.Throws<InvalidOperationException>(() => model.Unfreeze("hidden.bias"));
        Assert.Contains("take the attribute away", fixedOnes.Message, StringComparison.Ordinal);
        model.Freeze("output.bias");
        Assert.Throws<InvalidOperationException>(() => model.Unfreeze("*"));
        Assert.True(((Parameter)model.Parameters["output.bias"]).IsFrozen);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Freeze("output.*"));
    }

    [Fact]
    public void ElementsAreClippedAsPyTorchs()
    {
        var reference = StepReference.Of("value");
        using var model = ValueNet.Create(Device.CpuWith(2));
        reference.Check(model, () => model.TrainStep(reference.X, reference.Target), Tight);
    }

    [Fact]
    public void TheNormIsThatOfTheGradients()
    {
        var reference = StepReference.Of("norm_told");
        using var model = ToldNet.Create(Device.CpuWith(2));
        reference.Check(model, () => model.TrainStep(reference.X, reference.Target), Tight);
        var gradients = model.Gradients(reference.X, reference.Target);
        var squares = gradients.Trainable.Sum(gradient => gradient.ToArray().Sum(value => (double)value * value));
        Assert.Equal(Math.Sqrt(squares), model.TrainStep(reference.X, reference.Target).GradientNorm, 1e-6);
    }

    [Fact]
    public void WithoutClippingThereIsNoNorm()
    {
        using var model = PlainNet.Create(Device.CpuWith(1));
        var step = model.TrainStep(new double[7], new double[3]);
        var none = Assert.Throws<InvalidOperationException>(() => step.GradientNorm);
        Assert.Contains("[ClipGradients]", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGroupsLearningRateIsAMultipleOfTheModels()
    {
        var reference = StepReference.Of("AdamW_all");
        using var model = AllNet.Create(Device.CpuWith(1));
        Assert.Equal(["*.bias", "output.*"], model.Groups.Select(group => group.Pattern));
        Assert.Equal(["hidden.bias"], model.Groups["*.bias"].Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["output.weight", "output.bias"], model.Groups[1].Parameters.Select(parameter => parameter.Name));
        Assert.Equal((0.02, 0.08), (model.Groups[0].LearningRate, model.Groups[1].LearningRate));
        model.LearningRate = 0.1;
        Assert.Equal(0.4, model.Groups["output.*"].LearningRate);
        model.Groups["output.*"].LearningRate = 0.05;
        Assert.Equal(0.5, model.Groups["output.*"].LearningRateScale);

        model.Groups["output.*"].LearningRateScale = 0;
        var (output, hidden) = (model.Parameters["output.weight"].ToArray(), model.Parameters["hidden.weight"].ToArray());
        model.TrainStep(reference.X, reference.Target);
        Assert.Equal(output, model.Parameters["output.weight"].ToArray());
        Assert.NotEqual(hidden, model.Parameters["hidden.weight"].ToArray());

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Groups[0].LearningRateScale = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Groups[0].LearningRateScale = double.NaN);
        var unknown = Assert.Throws<KeyNotFoundException>(() => model.Groups["head.*"]);
        Assert.Contains("\"output.*\"", unknown.Message, StringComparison.Ordinal);
        model.LearningRate = 0;
        Assert.Throws<InvalidOperationException>(() => model.Groups[0].LearningRate = 1);
    }

    private static Dictionary<string, double[]> Values(IModel model)
        => model.Parameters.ToDictionary(parameter => parameter.Name, Values);

    private static double[] Values(Parameter parameter)
    {
        var values = new double[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }
}
