#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using ModelGen.Tests.Checkpoints;
using ModelGen.Tests.Models;
using ModelGen.Tests.Models.Layers;
using ModelGen.Tests.Models.Nets;

namespace ModelGen.Tests.Training;

/// <summary>Fit is the loop over TrainStep and Evaluate that a user would write.</summary>
public sealed class FitTests : IDisposable
{
    private const int Samples = 23;

    private readonly TemporaryFolder _folder = new();
    private readonly float[] _x = [.. Enumerable.Range(0, Samples * 3).Select(index => MathF.Sin(index))];
    private readonly float[] _y = [.. Enumerable.Range(0, Samples * 2).Select(index => MathF.Cos(index))];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(100)]
    public void WithoutShuffleItIsTheLoopOverParts(int batchSize)
    {
        // Batch norm takes the batch's variance, for which one sample is too few: so a model without.
        using var model = Regression(1);
        using var expected = Regression(1);
        var history = model.Fit(_x, _y, epochs: 3, batchSize: batchSize, shuffle: false, validationX: _x.AsSpan(0, 15),
            validationY: _y.AsSpan(0, 10));
        for (var epoch = 0; epoch < 3; epoch++)
        {
            double sum = 0, validation = 0;
            for (var first = 0; first < Samples; first += batchSize)
            {
                var rows = Math.Min(batchSize, Samples - first);
                sum += expected.TrainStep(_x.AsSpan(first * 3, rows * 3), _y.AsSpan(first * 2, rows * 2)).Loss * rows;
            }

            for (var first = 0; first < 5; first += batchSize)
            {
                var rows = Math.Min(batchSize, 5 - first);
                validation += expected.Evaluate(_x.AsSpan(first * 3, rows * 3), _y.AsSpan(first * 2, rows * 2)).Loss * rows;
            }

            Assert.Equal(sum / Samples, history[epoch].Loss, 1e-12);
            Assert.Equal(validation / 5, history[epoch].ValidationLoss!.Value, 1e-12);
            Assert.Equal((epoch + 1, 3), (history[epoch].Epoch, history[epoch].Epochs));
        }

        Assert.Equal(Bits(expected.Parameters), Bits(model.Parameters));
        Assert.Equal(3, history.ValidationLosses.Length);
        Assert.Equal(history.Losses, history.Select(epoch => epoch.Loss));
        Assert.True(history.Losses[2] < history.Losses[0]);
        Assert.True(history.Seconds > 0);
    }

    [Fact]
    public void TheOrderIsTheSeeds()
    {
        Assert.Equal(Trained(seed: 1), Trained(seed: 1));
        Assert.NotEqual(Trained(seed: 1), Trained(seed: 2));
    }

    [Fact]
    public void AllOfTheSamplesAreInAShuffledEpoch()
    {
        using var model = Regression(1);
        model.LearningRate = 0;
        var whole = model.Evaluate(_x, _y).Loss;
        var history = model.Fit(_x, _y, epochs: 4, batchSize: 5);
        Assert.All(history.Losses, loss => Assert.Equal(whole, loss, 1e-6));
        Assert.Empty(history.ValidationLosses);
        Assert.Null(history[0].ValidationLoss);
    }

    [Fact]
    public void TrainingThatGoesOnFromAFileIsAsIfItHadNotEnded()
    {
        using var whole = SavedNet.Create(device: Device.CpuWith(1), seed: 3, drop: 0.3);
        using var first = SavedNet.Create(device: Device.CpuWith(1), seed: 3, drop: 0.3);
        var expected = whole.Fit(_x, _y, epochs: 5, batchSize: 6);
        var start = first.Fit(_x, _y, epochs: 2, batchSize: 6);
        first.Save(_folder["net.safetensors"]);
        using var resumed = SavedNet.Create(device: Device.CpuWith(2), seed: 8, drop: 0.3);
        resumed.Load(_folder["net.safetensors"]);
        var rest = resumed.Fit(_x, _y, epochs: 3, batchSize: 6);
        double[] parts = [.. start.Losses, .. rest.Losses];
        Assert.Equal(expected.Losses, parts);
        Assert.Equal(Bits(whole.Parameters), Bits(resumed.Parameters));
    }

    [Fact]
    public void ALoaderGivesWhatItsLoopGives()
    {
        using var model = Regression(1);
        using var expected = Regression(1);
        var set = DataSet.Of(_x, _y, Samples);
        using var one = new DataLoader<float, float>(set, 4, shuffle: true, seed: 5, workers: 2);
        using var other = new DataLoader<float, float>(set, 4, shuffle: true, seed: 5);
        using var validation = new DataLoader<float, float>(set, 10);
        var history = model.Fit(one, epochs: 2, validation);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            double sum = 0;
            foreach (var batch in other) sum += expected.TrainStep(batch.Input, batch.Target).Loss * batch.Count;
            Assert.Equal(sum / Samples, history[epoch].Loss, 1e-12);
            Assert.Equal(expected.Evaluate(_x, _y).Loss, history[epoch].ValidationLoss!.Value, 1e-6);
        }

        Assert.Equal(Bits(expected.Parameters), Bits(model.Parameters));
    }

    [Fact]
    public void TheCallbackSetsTheRateStopsAndUsesTheModel()
    {
        using var model = Regression(1);
        var lines = new List<string>();
        var history = model.Fit(_x, _y, epochs: 10, batchSize: 8, onEpoch: epoch =>
        {
            lines.Add(epoch.ToString());
            model.LearningRate *= 0.5f;
            Assert.True(float.IsFinite(model.Evaluate(_x, _y)));
            if (epoch.Epoch == 3) epoch.Stop();
        });
        Assert.Equal(3, history.Count);
        Assert.Equal(0.1f / 8, model.LearningRate);
        Assert.Matches(@"^epoch 3/10: loss \d\.\d+, \d+\.\d\d s$", lines[2]);
    }

    [Fact]
    public void WholeNumbersTruthValuesAndFurtherInputsGoAlong()
    {
        using var model = Conditional.Create(Device.CpuWith(1), seed: 1);
        float[] x = [.. Enumerable.Range(0, 9 * 4).Select(index => MathF.Sin(index))];
        float[] target = [.. Enumerable.Range(0, 9 * 4).Select(index => MathF.Cos(index))];
        var history = model.Fit(x, true, 2, target, epochs: 30, batchSize: 4);
        Assert.True(history.Losses[^1] < history.Losses[0]);
        using var alone = DropsFew.Create(Device.CpuWith(1));
        Assert.Equal(2, alone.Fit(new float[21], epochs: 2, batchSize: 2).Count);
    }

    [Fact]
    public void ModelsWhoseSamplesLieOtherwiseHaveNoFit()
        => Assert.DoesNotContain(typeof(SequenceTagger).GetMethods(), method => method.Name == "Fit");

    [Fact]
    public void WrongInputsAreToldBeforeTheFirstStep()
    {
        Rejected("x [N, 7] got 20 elements, which is no multiple of 7", model => model.Fit(new float[20], new int[3], 1));
        Rejected("x [N, 7] is empty", model => model.Fit([], [], 1));
        Rejected("labels [N] got 2 elements; it takes 3", model => model.Fit(new float[21], new int[2], 1));
        Rejected("labels[2] is 3; labels must be in 0..2", model => model.Fit(new float[21], [0, 1, 3], 1, batchSize: 1));
        Rejected("validationX [N, 7] got 8 elements",
            model => model.Fit(new float[21], new int[3], 1, validationX: new float[8], validationLabels: [1]));
        Rejected("validationX [N, 7] is empty", model => model.Fit(new float[21], new int[3], 1, validationLabels: [1]));
        Rejected("validationLabels[0] is 9",
            model => model.Fit(new float[21], new int[3], 1, validationX: new float[7], validationLabels: [9]));
        Rejected("BatchSize must be 1 or more; got 0", model => model.Fit(new float[21], new int[3], 1, batchSize: 0));
        Rejected("Epochs must be 0 or more; got -1", model => model.Fit(new float[21], new int[3], -1));
    }

    [Fact]
    public void NoEpochsAndNoSamples()
    {
        using var model = Classifier.Create(Device.CpuWith(1));
        Assert.Empty(model.Fit(new float[21], new int[3], epochs: 0));
        using var loader = new DataLoader<float, int>(DataSet.Of(new float[21], new int[3], 3), 4, dropLast: true);
        Assert.Contains("dropLast leaves out its only batch", Assert.Throws<InvalidOperationException>(() => model.Fit(loader, 1)).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void StepsAllocateNothing(bool shuffle)
    {
        using var model = Regression(1);
        Fit(3);
        var (one, three) = (Fit(1), Fit(3));

        // Each epoch has a result, and no more.
        Assert.InRange(three - one, 0, 2 * 256);

        long Fit(int epochs)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            model.Fit(_x, _y, epochs, batchSize: 1, shuffle, validationX: _x, validationY: _y);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The bits of a model after an epoch in which each sample is a step of its own.</summary>
    private float[] Trained(long seed)
    {
        using var model = Regression(1);
        model.Fit(_x, _y, epochs: 1, batchSize: 1, seed: seed);
        return Bits(model.Parameters);
    }

    private static void Rejected(string message, Action<Classifier> call)
    {
        using var model = Classifier.Create(Device.CpuWith(1), seed: 1);
        var before = Bits(model.Parameters);
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => call(model)).Message);
        Assert.Equal(before, Bits(model.Parameters));
    }

    private static PlainRegression Regression(long seed) => PlainRegression.Create(Device.CpuWith(1), seed);

    private static float[] Bits(ParameterCollection parameters) => [.. parameters.SelectMany(parameter => parameter.ToArray())];
}

/// <summary>One linear layer.</summary>
[Model]
[Sgd(LearningRate = 0.1)]
public partial class PlainRegression
{
    private readonly Linear layer = new(3, 2);

    public Tensor Forward([Shape("N", 3)] Tensor x) => layer.Forward(x);

    public Tensor Loss(Tensor prediction, [Shape("N", 2)] Tensor y) => prediction.MeanSquared(y);
}
