using ModelGen.Tests.Checkpoints;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models.Steps;

/// <summary>Optimizers in emitted models, against PyTorch's numbers: those of the net's other rules are the generator's tests.</summary>
public class OptimizerTests
{
    private const double Tight = 1e-10;

    public static TheoryData<string> Names => [.. Nets.Keys];

    private static Dictionary<string, Func<(IModel Model, Func<double[], double[], StepResult> Step)>> Nets { get; } = new()
    {
        ["NAdam_all"] = () => Net(NAdamNet.Create(Device.CpuWith(2)), (model, x, y) => model.TrainStep(x, y)),
        ["Rprop_all"] = () => Net(RpropNet.Create(Device.CpuWith(2)), (model, x, y) => model.TrainStep(x, y)),
        ["Lion_all"] = () => Net(LionNet.Create(Device.CpuWith(2)), (model, x, y) => model.TrainStep(x, y)),
        ["Adan_all"] = () => Net(AdanNet.Create(Device.CpuWith(2)), (model, x, y) => model.TrainStep(x, y)),
        ["Lamb_all"] = () => Net(LambNet.Create(Device.CpuWith(2)), (model, x, y) => model.TrainStep(x, y)),
        ["Adam_maximize"] = () => Net(MaximizingNet.Create(Device.CpuWith(2)), (model, x, y) => model.TrainStep(x, y)),
    };

    [Theory, MemberData(nameof(Names))]
    public void StepsAreAsPublished(string name)
    {
        var reference = StepReference.Of(name);
        var (model, step) = Nets[name]();
        using var disposed = (IDisposable)model;
        reference.Check(model, () => step(reference.X, reference.Target), Tight);
    }

    /// <summary>The norms of Lamb and the one number of NAdam on each device.</summary>
    [Theory, OnDevices(DriversOnly = true)]
    public void NormsAndSingleStatesOn(string device)
    {
        var (lamb, nadam) = (StepReference.Of("Lamb_all"), StepReference.Of("NAdam_all"));
        var (x, target) = (Array.ConvertAll(lamb.X, value => (float)value), Array.ConvertAll(lamb.Target, value => (float)value));
        using var first = LambSingleNet.Create(TestDevices.Model(device));
        lamb.Check(first, () => first.TrainStep(x, target), 1e-5);
        using var second = NAdamSingleNet.Create(TestDevices.Model(device));
        nadam.Check(second, () => second.TrainStep(x, target), 1e-5);
    }

    /// <summary>Training goes on from a file, in which NAdam's product of momenta is one number for each parameter.</summary>
    [Fact]
    public void ASingleStateGoesWithTheFile()
    {
        using var folder = new TemporaryFolder();
        var reference = StepReference.Of("NAdam_all");
        using var model = NAdamNet.Create(Device.CpuWith(1), seed: 1);
        for (var step = 0; step < 3; step++) model.TrainStep(reference.X, reference.Target);
        model.Save(folder["model.safetensors"]);
        using var resumed = NAdamNet.Create(Device.CpuWith(1), seed: 2);
        resumed.Load(folder["model.safetensors"]);
        model.TrainStep(reference.X, reference.Target);
        resumed.TrainStep(reference.X, reference.Target);
        foreach (var parameter in model.Parameters) Assert.Equal(parameter.ToArray(), resumed.Parameters[parameter.Name].ToArray());
        var text = System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(folder["model.safetensors"]));
        Assert.Contains("\"optimizer/hidden.weight.correction\":{\"dtype\":\"F64\",\"shape\":[]", text, StringComparison.Ordinal);
    }

    /// <summary>Steps of the other side count neither for the rule nor for a transformation.</summary>
    [Fact]
    public void WhatACallDoesNotReachKeepsItsNumbers()
    {
        var (x, target) = (new double[] { 1, -2, 3, -4 }, new double[] { 0.5, -1.5 });
        using var both = OneSideNet.Create(Device.CpuWith(1), seed: 2);
        using var alone = OneSideNet.Create(Device.CpuWith(1), seed: 2);
        for (var step = 0; step < 6; step++)
        {
            both.TrainStep(x, true, target);
            if (step % 3 > 0) continue;
            both.TrainStep(x, false, target);
            alone.TrainStep(x, false, target);
        }

        foreach (var parameter in alone.Parameters["right.*"])
            Assert.Equal(parameter.ToArray(), both.Parameters[parameter.Name].ToArray());
    }

    private static (IModel Model, Func<double[], double[], StepResult> Step) Net<T>(T model, Func<T, double[], double[], StepResult> step)
        where T : IModel
        => (model, (x, y) => step(model, x, y));
}
