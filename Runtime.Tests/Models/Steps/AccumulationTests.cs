using ModelGen.Tests.Checkpoints;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models.Steps;

/// <summary>Steps of several calls, gradients that are looked at in between, and moving averages.</summary>
public class AccumulationTests
{
    private const double Tight = 1e-10;

    private static readonly Range[] Parts = [0..5, 5..9, 9..11];

    private readonly StepReference _reference = StepReference.Of("AdamW_all");

    [Fact]
    public void StepsOfSeveralCallsArePyTorchsStepsOfAll()
    {
        using var model = AccumulatingNet.Create(Device.CpuWith(2));
        _reference.Check(model, () =>
        {
            foreach (var part in Parts) model.Accumulate(Rows(_reference.X, 7, part), Rows(_reference.Target, 3, part));
            return model.Apply();
        }, Tight);
    }

    [Theory, OnDevices(DriversOnly = true)]
    public void StepsOfSeveralCallsArePyTorchsStepsOfAllOn(string device)
    {
        var (x, target) = (Single(_reference.X), Single(_reference.Target));
        using var model = AccumulatingSingleNet.Create(TestDevices.Model(device));
        _reference.Check(model, () =>
        {
            foreach (var part in Parts) model.Accumulate(Rows(x, 7, part), Rows(target, 3, part));
            return model.Apply();
        }, 1e-5);
    }

    [Fact]
    public void GradientsThatWereComputedBeforeAreAppliedAsAStepApplies()
    {
        using var model = AccumulatingNet.Create(Device.CpuWith(2));
        _reference.Check(model, () => model.Apply(model.Gradients(_reference.X, _reference.Target)), Tight);
    }

    [Fact]
    public void WhatIsWrittenToTheSumsIsApplied()
    {
        using var model = AccumulatingNet.Create(Device.CpuWith(1), seed: 1);
        model.Accumulate(_reference.X, _reference.Target);
        Assert.Equal(model.Parameters.Select(parameter => parameter.Name), model.AccumulatedGradients.Select(sum => sum.Name));
        var gradient = new double[3];
        model.Gradients(_reference.X, _reference.Target)["output.bias"].CopyTo(gradient);
        TrainingReference.Near([.. gradient.Select(number => 11 * number)], model.AccumulatedGradients["output.bias"], 1e-12);
        foreach (var sum in model.AccumulatedGradients) sum.CopyFrom(new double[sum.Count]);
        Assert.Equal(0, model.Apply().GradientNorm);
    }

    [Fact]
    public void AveragesStandInThePlaceOfTheWeightsForAWhile()
    {
        using var folder = new TemporaryFolder();
        using var model = AccumulatingNet.Create(Device.CpuWith(2));
        model.UseAverages().Dispose();
        _reference.Check(model, () => model.TrainStep(_reference.X, _reference.Target), Tight);
        var (y, averaged) = (new double[33], new double[33]);
        model.Predict(_reference.X, y);
        var use = model.UseAverages();
        foreach (var (name, average) in _reference.Averages) TrainingReference.Near(average, model.Parameters[name], Tight);
        model.Predict(_reference.X, averaged);
        Assert.NotEqual(y, averaged);
        model.Save(folder["averages.safetensors"], withOptimizer: false);
        Refused(() => model.TrainStep(_reference.X, _reference.Target));
        Refused(() => model.Accumulate(_reference.X, _reference.Target));
        Refused(() => model.Save(folder["state.safetensors"]));
        Refused(() => model.Load(folder["averages.safetensors"]));
        Refused(() => model.UseAverages());
        Refused(() => model.Apply(model.Gradients(_reference.X, _reference.Target)));
        use.Dispose();
        use.Dispose();
        foreach (var (name, end) in _reference.End) TrainingReference.Near(end, model.Parameters[name], Tight);
        Assert.Throws<InvalidOperationException>(() => model.Apply());
        using var loaded = PlainNet.Create(Device.CpuWith(1));
        loaded.Load(folder["averages.safetensors"]);
        foreach (var (name, average) in _reference.Averages) TrainingReference.Near(average, loaded.Parameters[name], Tight);
    }

    /// <summary>A file holds weights, averages and the rule's states, and no gradients: what was added and not applied is gone.</summary>
    [Fact]
    public void TrainingGoesOnFromAFileToTheBit()
    {
        using var folder = new TemporaryFolder();
        using var model = AccumulatingNet.Create(Device.CpuWith(1), seed: 3);
        model.Groups["output.*"].LearningRateScale = 2.5;
        for (var step = 0; step < 3; step++) model.TrainStep(_reference.X, _reference.Target);
        model.Accumulate(_reference.X, _reference.Target);
        model.Save(folder["model.safetensors"]);
        using var resumed = AccumulatingNet.Create(Device.CpuWith(2), seed: 4);
        resumed.Accumulate(_reference.X, _reference.Target);
        resumed.Load(folder["model.safetensors"]);
        Assert.Throws<InvalidOperationException>(() => resumed.Apply());
        Assert.Equal([1, 2.5], resumed.Groups.Select(group => group.LearningRateScale));
        model.Apply();
        resumed.Accumulate(_reference.X, _reference.Target);
        resumed.Apply();
        using (model.UseAverages())
        using (resumed.UseAverages())
        {
            foreach (var parameter in model.Parameters) Assert.Equal(parameter.ToArray(), resumed.Parameters[parameter.Name].ToArray());
        }
    }

    /// <summary>Calls of a sum weigh alike, and what none of them reaches stays.</summary>
    [Fact]
    public void WhatNoCallReachesStays()
    {
        var (x, target) = (new double[] { 1, -2, 3, -4 }, new double[] { 0.5, -1.5 });
        using var model = SidesNet.Create(Device.CpuWith(1), seed: 2);
        using var once = SidesNet.Create(Device.CpuWith(1), seed: 2);
        var right = model.Parameters["right.weight"].ToArray();
        model.Accumulate(x, true, target);
        model.Accumulate(x, true, target);
        var loss = model.Apply().Loss;
        Assert.Equal(right, model.Parameters["right.weight"].ToArray());
        Assert.Equal(loss, once.TrainStep((double[])[.. x, .. x], true, (double[])[.. target, .. target]).Loss, 1e-12);
        TrainingReference.Near(Array.ConvertAll(once.Parameters["left.weight"].ToArray(), value => (double)value),
            model.Parameters["left.weight"], 1e-7);
        model.Accumulate(x, false, target);
        model.Apply();
        Assert.NotEqual(right, model.Parameters["right.weight"].ToArray());
    }

    [Fact]
    public void WhatIsFrozenAtRunTimeStaysInStepsOfSeveralCalls()
    {
        using var model = AccumulatingNet.Create(Device.CpuWith(1), seed: 5);
        model.Freeze("output.*");
        var start = model.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.ToArray());
        model.Accumulate(_reference.X, _reference.Target);
        model.Apply();
        Assert.Equal(start["output.weight"], model.Parameters["output.weight"].ToArray());
        Assert.NotEqual(start["hidden.weight"], model.Parameters["hidden.weight"].ToArray());
    }

    [Fact]
    public void WrongUsesAreTold()
    {
        using var model = AccumulatingNet.Create(Device.CpuWith(1));
        using var other = AccumulatingNet.Create(Device.CpuWith(1));
        Told<InvalidOperationException>("has no gradients to apply", () => model.Apply());
        Told<ArgumentException>("not of this AccumulatingNet", () => model.Apply(other.Gradients(_reference.X, _reference.Target)));
        model.Accumulate(_reference.X, _reference.Target);
        Told<InvalidOperationException>("call Apply() first", () => model.Apply(model.Gradients(_reference.X, _reference.Target)));
        model.Apply();
        var gradients = model.Gradients(_reference.X, _reference.Target);
        model.Evaluate(_reference.X, _reference.Target);
        Assert.Throws<InvalidOperationException>(() => model.Apply(gradients));
        Assert.Throws<ArgumentNullException>(() => model.Apply(null!));

        static void Told<T>(string part, Action action)
            where T : Exception
            => Assert.Contains(part, Assert.Throws<T>(action).Message, StringComparison.Ordinal);
    }

    private static void Refused(Action action)
    {
        var refused = Assert.Throws<InvalidOperationException>(action);
        Assert.Contains("dispose what UseAverages returned", refused.Message, StringComparison.Ordinal);
    }

    private static T[] Rows<T>(T[] values, int width, Range rows) => values[(width * rows.Start.Value)..(width * rows.End.Value)];

    private static float[] Single(double[] values) => Array.ConvertAll(values, value => (float)value);
}
