#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using System.Runtime.CompilerServices;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Training;

/// <summary>Where a step goes wrong, a second run of it tells in which kernel, and the model is as it was before.</summary>
public class AnomalyTests
{
    private const int Samples = 12;

    private static readonly FitOptions Options = new() { Epochs = 2, BatchSize = 4, Shuffle = false, DetectAnomaly = true };

    private readonly float[] _x = [.. Enumerable.Range(0, Samples * 3).Select(index => MathF.Sin(index))];
    private readonly float[] _y = [.. Enumerable.Range(0, Samples * 2).Select(index => MathF.Cos(index))];

    /// <summary>Where Forward of the growing net stands.</summary>
    private static readonly string Place = LineOf("=> _shrink.Forward(_grow.Forward(x).Exp());");

    public static TheoryData<string> Devices => ["cpu", TestDevices.Emulator];

    /// <summary>An exponential of the third batch is infinite; what follows is no number.</summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void TheOperationOfForwardIsNamed(string device)
    {
        _x[8 * 3] = 3e4f;
        using var model = GrowingNet.Create(device == "cpu" ? Device.CpuWith(2) : TestDevices.Model(device), seed: 1);
        var message = Stopped(() => model.Fit(_x, _y, Options));
        Assert.StartsWith("Fit of GrowingNet stopped in epoch 1 of 2, in its step 3: the loss is ", message);
        Assert.Contains("The inputs and parameters are finite, so the loss has no finite value there. In a second run of the step the "
            + "first value that is infinite came up in launch 1 of the step, kernel ", message);
        Assert.Contains(" exp) of _grow, at ", message);
        Assert.Contains($", {Place}  _grow.Forward(x).Exp(); the first that is no number, in launch 2 of the step, kernel ", message);
        Assert.Contains($") of _shrink, at {Place}  _shrink.Forward(_grow.Forward(x).Exp()), ", message);
        Assert.Contains("The model is as it was before the step. Look for", message);
        using var other = GrowingNet.Create(model.Device, seed: 1);
        for (var step = 0; step < 2; step++) other.TrainStep(_x.AsSpan(step * 12, 12), _y.AsSpan(step * 8, 8));
        Assert.Equal(Bits(other), Bits(model));
    }

    /// <summary>The root of 0 has a finite value and an infinite slope.</summary>
    [Fact]
    public void TheOperationOfAGradientIsNamed()
    {
        using var model = RootNet.Create(Device.CpuWith(1), seed: 1);
        var before = Bits(model);
        var message = Stopped(() => model.Fit(new float[Samples * 3], _y, Options));
        Assert.StartsWith("Fit of RootNet stopped in epoch 1 of 2, after its step 1: the loss is ", message);
        Assert.Contains(", but its update left the parameter ", message);
        Assert.Contains(" In a second run of the step the first value that is ", message);
        Assert.Contains("came up in launch ", message);
        Assert.Contains("The model is as it was before the step.", message);
        Assert.Equal(before, Bits(model));
        Assert.Null(model.Profile);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void OfALoaderTheSameBatchRunsAgain(int workers)
    {
        _x[8 * 3] = 3e4f;
        using var model = GrowingNet.Create(Device.CpuWith(1), seed: 1);
        using var loader = new DataLoader<float, float>(DataSet.Of(_x, _y, Samples), 4, workers: workers);
        var message = Stopped(() => model.Fit(loader, Options));
        Assert.Contains("in its step 3: the loss is ", message);
        Assert.Contains("The inputs and parameters are finite", message);
        Assert.Contains($", {Place}  _grow.Forward(x).Exp(); the first that is no number", message);
        Assert.Equal(3, loader.Count);
    }

    [Fact]
    public void AnInputIsStillWhatIsNamedFirst()
    {
        _x[(5 * 3) + 1] = float.NaN;
        using var model = GrowingNet.Create(Device.CpuWith(1), seed: 1);
        var message = Stopped(() => model.Fit(_x, _y, Options));
        Assert.Contains("in its step 2: the loss is NaN. The first tensor that is not finite is the input x: in sample 5, element 1 is "
            + "NaN.", message);
    }

    [Fact]
    public void ARunWithoutItSaysWhoTellsMore()
    {
        _x[8 * 3] = 3e4f;
        using var model = GrowingNet.Create(Device.CpuWith(1), seed: 1);
        Assert.Contains("FitOptions.DetectAnomaly tells which operation it is; Fit(..., allowNonFinite: true) would go on.",
            Stopped(() => model.Fit(_x, _y, new FitOptions { BatchSize = 4, Shuffle = false })));
    }

    /// <summary>A run that finds nothing has the bits of one that does not look.</summary>
    [Fact]
    public void LookingChangesNoBit()
    {
        using var model = GrowingNet.Create(Device.CpuWith(1), seed: 1);
        using var other = GrowingNet.Create(Device.CpuWith(1), seed: 1);
        var expected = other.Fit(_x, _y, new FitOptions { Epochs = 2, BatchSize = 4, Shuffle = false });
        Assert.Equal(expected.Losses, model.Fit(_x, _y, Options).Losses);
        Assert.Equal(Bits(other), Bits(model));
    }

    /// <summary>The file and line of some code of this file.</summary>
    private static string LineOf(string code, [CallerFilePath] string file = "")
    {
        var lines = File.ReadAllLines(file);
        var line = Array.FindIndex(lines, line => line.EndsWith("Tensor x) " + code, StringComparison.Ordinal));
        return $"{Path.GetFileName(file)}:{line + 1}";
    }

    private static string Stopped(Action fit) => Assert.Throws<NonFiniteLossException>(fit).Message;

    private static float[] Bits(IModel model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];
}

[Model, Adam(LearningRate = 0.001)]
public partial class GrowingNet
{
    private readonly Linear _grow = new(3, 4);
    private readonly Linear _shrink = new(4, 2);

    public Tensor Forward([Shape("N", 3)] Tensor x) => _shrink.Forward(_grow.Forward(x).Exp());

    public Tensor Loss(Tensor prediction, [Shape("N", 2)] Tensor y) => prediction.MeanSquared(y);
}

[Model, Sgd(LearningRate = 0.01)]
public partial class RootNet
{
    private readonly Linear _layer = new(3, 2, bias: false);

    public Tensor Forward([Shape("N", 3)] Tensor x) => (_layer.Forward(x) * _layer.Forward(x)).Sqrt();

    public Tensor Loss(Tensor prediction, [Shape("N", 2)] Tensor y) => (prediction - y).Sum();
}
