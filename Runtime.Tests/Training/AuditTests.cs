namespace ModelGen.Tests.Training;

/// <summary>An audit passes a model that is well, names what is wrong with another, and leaves both as they were.</summary>
public class AuditTests
{
    [Fact]
    public void AModelThatIsWellPasses()
    {
        using var model = AuditedNet.Create(Device.CpuWith(2), seed: 2);
        var (x, labels) = Samples();
        var start = Values(model);
        var report = model.Audit(x, labels);
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(["finite numbers", "zero gradients", "gradients", "devices", "devices", "same bits of two runs", "progress"],
            report.Findings.Select(finding => finding.Check).Distinct().SelectMany(check
                => report.Findings.Where(finding => finding.Check == check).Select(finding => finding.Check)));
        Assert.Equal(start, Values(model));
        model.TrainStep(x, labels);
        using var other = AuditedNet.Create(Device.Cpu, seed: 2);
        other.TrainStep(x, labels);
        Assert.Equal(Values(other), Values(model));
    }

    [Fact]
    public void AModelInSinglePrecisionWithDropoutAndNormsPasses()
    {
        using var model = DroppingNet.Create(Device.Cpu, seed: 2);
        var report = model.Audit(Array.ConvertAll(Samples().X, value => (float)value), Samples().Labels);
        Assert.True(report.Passed, report.ToString());
    }

    /// <summary>The corners of rectifiers, and directions in which the loss hardly moves, are no faults.</summary>
    [Fact]
    public void RectifiersInSinglePrecisionPassWhateverTheStart()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            using var model = RectifiedNet.Create(Device.Cpu, seed);
            var (x, labels) = Samples(seed);
            var batch = Array.ConvertAll(x, value => (float)value);
            for (var step = 0; step < 5 * (seed % 4); step++) model.TrainStep(batch, labels);
            var report = model.Audit(batch, labels, new AuditOptions { Devices = [], Steps = 1 });
            Assert.True(report.Passed, $"seed {seed}: {report}");
        }
    }

    [Fact]
    public void AWrongGradientIsFoundWhateverTheStart()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            using var model = HiddenNet.Create(Device.Cpu, seed);
            Assert.False(model.Audit(Samples(seed).X, new AuditOptions { Devices = [] }).Passed, $"seed {seed}");
        }
    }

    /// <summary>The value of a constant times the parameter, which Detach hides, is in the loss and not in the gradient.</summary>
    [Fact]
    public void AGradientThatIsNotTheLossesIsFound()
    {
        using var model = HiddenNet.Create(Device.Cpu, seed: 2);
        var report = model.Audit(Samples().X);
        Assert.Contains(report.Findings, finding => finding is { Check: "gradients", Outcome: AuditOutcome.Failed }
            && finding.Detail.Contains("_layer.weight", StringComparison.Ordinal));
        Assert.False(report.Passed);
        Assert.StartsWith("audit of HiddenNet: 1 failed", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotFiniteIsNamed()
    {
        using var model = AuditedNet.Create(Device.Cpu, seed: 2);
        var (x, labels) = Samples();
        x[3] = double.NaN;
        Assert.Contains("the loss is NaN", Assert.Single(model.Audit(x, labels).Findings).Detail, StringComparison.Ordinal);
        model.Parameters["_output.bias"].CopyFrom([0d, double.PositiveInfinity, 0]);
        Assert.Contains("_output.bias: element 1 is", Assert.Single(model.Audit(Samples().X, labels).Findings).Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public void UnitsThatDoNotFireAreCounted()
    {
        using var model = AuditedNet.Create(Device.Cpu, seed: 2);
        var (x, labels) = Samples();
        var bias = new double[6];
        bias.AsSpan(0, 2).Fill(-1000);
        model.Parameters["_hidden.bias"].CopyFrom(bias);
        var report = model.Audit(x, labels);
        Assert.True(report.Passed, report.ToString());
        Assert.Contains(report.Findings, finding => finding.Outcome == AuditOutcome.Warning
            && finding.Detail.Contains("2 of the 6 rows of _hidden.weight [6, 4]", StringComparison.Ordinal));
    }

    [Fact]
    public void ALossThatDoesNotMoveIsFound()
    {
        using var model = AuditedNet.Create(Device.Cpu, seed: 2);
        model.LearningRate = 0;
        var finding = model.Audit(Samples().X, Samples().Labels).Findings[^1];
        Assert.Equal(("progress", AuditOutcome.Failed), (finding.Check, finding.Outcome));
        using var rising = RisingNet.Create(Device.Cpu, seed: 2);
        finding = rising.Audit(Samples().X).Findings[^1];
        Assert.Equal(("progress", AuditOutcome.Warning), (finding.Check, finding.Outcome));
    }

    [Fact]
    public void GradientsThatAreAll0AreFound()
    {
        using var model = AuditedNet.Create(Device.Cpu, seed: 2);
        foreach (var parameter in model.Parameters) parameter.CopyFrom(new double[parameter.Count]);
        model.Parameters["_output.bias"].CopyFrom([-1e4, 0d, 0]);
        var finding = model.Audit(Samples().X, [1, 1, 1, 1, 1]).Findings.First(finding => finding.Check == "zero gradients");
        Assert.NotEqual(AuditOutcome.Passed, finding.Outcome);
    }

    /// <summary>Each call changes the state, and the loss with it: differences are of losses that began with the same one.</summary>
    [Fact]
    public void StatesThatCallsChangeAreNoFault()
    {
        using var model = RememberingNet.Create(Device.Cpu, seed: 2);
        var report = model.Audit(Samples().X);
        Assert.True(report.Passed, report.ToString());
        Assert.All(model.Parameters["_sum"].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void OptionsHaveRanges()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AuditOptions { Steps = 0 });
        foreach (var wrong in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>(() => new AuditOptions { GradientTolerance = wrong });
    }

    /// <summary>The emulator of GPUs sums in another order.</summary>
    [Fact]
    public void DevicesOfAnotherKindAreHeldAgainstTheModels()
    {
        using var model = DroppingNet.Create(Device.Cpu, seed: 2);
        var options = new AuditOptions { Devices = [Gpu.TestDevices.Model(Gpu.TestDevices.Emulator)], Steps = 2 };
        var report = model.Audit(Array.ConvertAll(Samples().X, value => (float)value), Samples().Labels, options);
        Assert.True(report.Passed, report.ToString());
        Assert.Contains(report.Findings,
            finding => finding.Check == "devices" && finding.Detail.Contains("differ by", StringComparison.Ordinal));
    }

    private static (double[] X, int[] Labels) Samples(int seed = 4)
    {
        var random = new Random(seed);
        return ([.. Enumerable.Range(0, 20).Select(_ => (2 * random.NextDouble()) - 1)], [0, 1, 2, 1, 0]);
    }

    private static Dictionary<string, double[]> Values(IModel model)
        => model.Parameters.ToDictionary(parameter => parameter.Name, parameter =>
        {
            var values = new double[parameter.Count];
            parameter.CopyTo(values);
            return values;
        });
}

[Model(Precision = Precision.Double), Adam(LearningRate = 0.01)]
public partial class AuditedNet
{
    private readonly Linear _hidden = new(4, 6);
    private readonly Linear _output = new(6, 3);

    public Tensor Forward([Shape("N", 4)] Tensor x) => _output.Forward(_hidden.Forward(x).Relu());

    public Tensor Loss(Tensor scores, [Shape("N")] IndexTensor labels) => scores.CrossEntropy(labels);
}

[Model, Sgd(LearningRate = 0.01)]
public partial class DroppingNet
{
    private readonly Linear _hidden = new(4, 16);
    private readonly BatchNorm1d _norm = new(16);
    private readonly Linear _output = new(16, 3);

    public Tensor Forward([Shape("N", 4)] Tensor x) => _output.Forward(_norm.Forward(_hidden.Forward(x)).Tanh().Dropout(0.3));

    public Tensor Loss(Tensor scores, [Shape("N")] IndexTensor labels) => scores.CrossEntropy(labels);
}

[Model(Precision = Precision.Double)]
public partial class HiddenNet
{
    private readonly Linear _layer = new(4, 2);

    public Tensor Forward([Shape("N", 4)] Tensor x) => _layer.Forward(x);

    public Tensor Loss(Tensor y) => y.Square().Mean() + y.Detach().Square().Mean();
}

[Model(Precision = Precision.Double), Sgd(LearningRate = 0.01, Maximize = true)]
public partial class RisingNet
{
    private readonly Linear _layer = new(4, 2);

    public Tensor Forward([Shape("N", 4)] Tensor x) => _layer.Forward(x);

    public Tensor Loss(Tensor y) => y.Square().Mean();
}

[Model(Precision = Precision.Double), Sgd(LearningRate = 0.01)]
public partial class RememberingNet
{
    private readonly Linear _layer = new(4, 2);

    [State(2)]
    private Tensor _sum;

    public Tensor Forward([Shape("N", 4)] Tensor x)
    {
        var y = _layer.Forward(x);
        _sum = _sum + y.Sum(0);
        return y + _sum;
    }

    public Tensor Loss(Tensor y) => y.Square().Mean();
}

[Model, AdamW(LearningRate = 5e-3)]
public partial class RectifiedNet
{
    private readonly Linear _hidden = new(4, 16);
    private readonly Linear _output = new(16, 3);

    public Tensor Forward([Shape("N", 4)] Tensor x) => _output.Forward(_hidden.Forward(x).Relu());

    public Tensor Loss(Tensor scores, [Shape("N")] IndexTensor labels) => scores.CrossEntropy(labels);
}
