namespace ModelGen.Tests.Models;

/// <summary>A whole emitted model: numbers, determinism, allocations.</summary>
public class ClassifierTests
{
    private static readonly TrainingReference Reference = TrainingReference.Numbers;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void GradientsAndTwentyLossesArePyTorchs(int threads)
    {
        using var model = Classifier.Create(Device.CpuWith(threads));
        Reference.SetStart(model.Parameters);
        var gradients = model.Gradients(Reference.Pixels, Reference.Classes);
        Assert.Equal(Reference.Losses[0], gradients.Loss.Loss, 1e-4);
        foreach (var (name, expected) in Reference.Gradients) TrainingReference.Near(expected, gradients[name], 1e-4);
        Assert.Equal(11 * 7, gradients["x"].Count);
        foreach (var expected in Reference.Losses) Assert.Equal(expected, model.TrainStep(Reference.Pixels, Reference.Classes), 1e-4);
        foreach (var (name, expected) in Reference.End) TrainingReference.Near(expected, model.Parameters[name], 1e-4);
    }

    [Fact]
    public void TheSameSeedGivesTheSameBitsFromAnyNumberOfThreads()
    {
        var first = Trained(seed: 5, threads: 1);
        Assert.Equal(first, Trained(seed: 5, threads: 1));
        Assert.Equal(first, Trained(seed: 5, threads: 2));
        Assert.NotEqual(first, Trained(seed: 6, threads: 1));
    }

    [Fact]
    public void TheBatchMayChangeFromCallToCall()
    {
        using var model = Classifier.Create(Device.CpuWith(2), seed: 3);
        var whole = new float[11 * 3];
        model.Predict(Reference.Pixels, whole);
        foreach (var rows in (int[])[1, 3, 7, 11, 2])
        {
            var part = new float[rows * 3];
            model.Predict(Reference.Pixels.AsSpan(0, rows * 7), part);
            for (var index = 0; index < part.Length; index++) Assert.Equal(whole[index], part[index], 1e-5f);
            Assert.True(float.IsFinite(model.Evaluate(Reference.Pixels.AsSpan(0, rows * 7), Reference.Classes.AsSpan(0, rows))));
        }
    }

    [Fact]
    public void TheLearningRateCanChange()
    {
        using var model = Classifier.Create(Device.Cpu);
        Assert.Equal(0.01f, model.LearningRate);
        model.LearningRate = 0;
        var before = model.Parameters["hidden.weight"].ToArray();
        model.TrainStep(Reference.Pixels, Reference.Classes);
        Assert.Equal(before, model.Parameters["hidden.weight"].ToArray());
    }

    [Fact]
    public void TwoModelsDoNotDisturbEachOther()
    {
        var alone = Trained(seed: 1, threads: 1);
        using var one = Classifier.Create(Device.CpuWith(1), seed: 1);
        using var other = Classifier.Create(Device.CpuWith(2), seed: 2);
        for (var step = 0; step < 10; step++)
        {
            one.TrainStep(Reference.Pixels, Reference.Classes);
            other.TrainStep(Reference.Pixels, Reference.Classes);
        }

        Assert.Equal(alone, Bits(one));
    }

    [Fact]
    public void ModelsTrainOnManyThreadsAtOnce()
    {
        var alone = Trained(seed: 1, threads: 2);
        var results = new float[8][];
        Parallel.For(0, results.Length, index => results[index] = Trained(seed: 1, threads: 2));
        Assert.All(results, result => Assert.Equal(alone, result));
    }

    private static float[] Trained(long seed, int threads)
    {
        using var model = Classifier.Create(Device.CpuWith(threads), seed);
        for (var step = 0; step < 10; step++) model.TrainStep(Reference.Pixels, Reference.Classes);
        return Bits(model);
    }

    private static float[] Bits(Classifier model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];
}
