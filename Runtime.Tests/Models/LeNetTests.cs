namespace ModelGen.Tests.Models;

/// <summary>A convolution net as emitted: numbers and determinism.</summary>
public class LeNetTests
{
    private static readonly TrainingReference Reference = TrainingReference.LeNet;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void GradientsAndTwentyLossesArePyTorchs(int threads)
    {
        using var model = LeNet.Create(Device.CpuWith(threads));
        Reference.SetStart(model.Parameters);
        var gradients = model.Gradients(Reference.Pixels, Reference.Classes);
        Assert.Equal(Reference.Losses[0], gradients.Loss.Loss, 1e-4);
        foreach (var (name, expected) in Reference.Gradients) TrainingReference.Near(expected, gradients[name], 1e-4);
        foreach (var expected in Reference.Losses) Assert.Equal(expected, model.TrainStep(Reference.Pixels, Reference.Classes), 1e-4);
        foreach (var (name, expected) in Reference.End) TrainingReference.Near(expected, model.Parameters[name], 1e-3);
    }

    [Fact]
    public void ParametersHavePyTorchsNamesLayoutsAndStart()
    {
        using var model = LeNet.Create(Device.Cpu, seed: 1);
        Assert.Equal(
            ["first.weight", "first.bias", "second.weight", "second.bias", "hidden.weight", "hidden.bias", "output.weight", "output.bias"],
            model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([6, 4, 3, 3], model.Parameters["second.weight"].Shape.ToArray());
        var bound = 1 / MathF.Sqrt(4 * 3 * 3);
        Assert.All(model.Parameters["second.weight"].ToArray(), value => Assert.InRange(value, -bound, bound));
        Assert.InRange(model.Parameters["second.weight"].ToArray().Max(), bound * 0.9f, bound);
    }

    [Fact]
    public void TheSameBitsComeFromAnyNumberOfThreads()
    {
        Assert.Equal(Trained(threads: 1), Trained(threads: 2));
        Assert.Equal(Trained(threads: 1), Trained(threads: 1));
    }

    private static float[] Trained(int threads)
    {
        using var model = LeNet.Create(Device.CpuWith(threads), seed: 4);
        for (var step = 0; step < 5; step++) model.TrainStep(Reference.Pixels, Reference.Classes);
        return [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];
    }
}
