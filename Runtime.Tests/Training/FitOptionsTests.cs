#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using ModelGen.Tests.Checkpoints;

namespace ModelGen.Tests.Training;

/// <summary>Each option of Fit does what it says.</summary>
public sealed class FitOptionsTests : IDisposable
{
    private const int Samples = 20;

    private readonly TemporaryFolder _folder = new();
    private readonly float[] _x = [.. Enumerable.Range(0, Samples * 3).Select(index => MathF.Sin(index))];
    private readonly float[] _y = [.. Enumerable.Range(0, Samples * 2).Select(index => MathF.Cos(index))];

    [Fact]
    public void TheFormsAreTheSameRun()
    {
        using var one = Model();
        using var other = Model();
        var first = one.Fit(_x, _y, epochs: 3, batchSize: 6, seed: 4, validationX: _x, validationY: _y);
        var second = other.Fit(_x, _y, new FitOptions { Epochs = 3, BatchSize = 6, Seed = 4 }, _x, _y);
        Assert.Equal(first.Losses, second.Losses);
        Assert.Equal(first.ValidationLosses, second.ValidationLosses);
        Assert.Equal(Bits(one), Bits(other));
        Assert.Single(other.Fit(_x, _y, new FitOptions()));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(4, 4, 1)]
    [InlineData(7, 7, 2)]
    [InlineData(100, 12, 3)]
    public void StepsAreABound(int most, int steps, int epochs)
    {
        foreach (var fromLoader in (bool[])[false, true])
        {
            using var model = Model();
            var counter = new Counter();
            var history = Fit(model, fromLoader, new() { Epochs = 3, Steps = most, BatchSize = 5, Callbacks = [counter] });
            Assert.Equal((steps, epochs), (counter.Steps, history.Count));
        }
    }

    [Fact]
    public void AnEpochThatIsCutShortIsTheMeanOfItsSteps()
    {
        using var model = Model();
        using var twin = Model();
        var history = model.Fit(_x, _y, new FitOptions { Steps = 2, BatchSize = 5, Shuffle = false }, _x, _y);
        var sum = 0.0;
        for (var step = 0; step < 2; step++) sum += twin.TrainStep(_x.AsSpan(step * 15, 15), _y.AsSpan(step * 10, 10)).Loss;
        Assert.Equal(sum / 2, history[0].Loss, 1e-12);
        Assert.Equal(twin.Evaluate(_x, _y).Loss, history[0].ValidationLoss!.Value, 1e-6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MaxTimeEndsTheStepUnderWay(bool fromLoader)
    {
        using var model = Model();
        var counter = new Counter { Sleep = 30 };
        var history = Fit(model, fromLoader,
            new() { Epochs = 1000, BatchSize = 5, MaxTime = TimeSpan.FromMilliseconds(80), Callbacks = [counter] });
        Assert.InRange(counter.Steps, 1, 3);
        Assert.Single(history);
        Assert.Equal(1, counter.Stops);
        Assert.Empty(Fit(model, fromLoader, new() { MaxTime = TimeSpan.Zero }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AFastRunIsOneBatchAndLeavesNothing(bool fromLoader)
    {
        using var model = Model();
        var counter = new Counter();
        var history = Fit(model, fromLoader, new()
        {
            Epochs = 50,
            BatchSize = 5,
            FastDevRun = true,
            ResumeFrom = _folder["run"],
            Callbacks = [counter, new Checkpoint(_folder["run"])],
        });
        Assert.Equal((1, 1), (counter.Steps, history.Count));
        Assert.NotNull(history[0].ValidationLoss);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ToOverfitTakesTheFirstBatchesInOrder(bool fromLoader)
    {
        using var model = Model();
        using var twin = Model();
        Fit(model, fromLoader, new() { Epochs = 3, BatchSize = 5, OverfitBatches = 2 });
        for (var step = 0; step < 6; step++)
            twin.TrainStep(_x.AsSpan(step % 2 * 15, 15), _y.AsSpan(step % 2 * 10, 10));
        Assert.Equal(Bits(twin), Bits(model));
    }

    [Fact]
    public void ProgressIsToldAfterEachStep()
    {
        using var model = Model();
        var progress = new Told();
        var history = model.Fit(_x, _y, new FitOptions { Epochs = 2, BatchSize = 8, Progress = progress });
        Assert.Equal(6, progress.All.Count);
        Assert.Equal([8L, 16L, 20L, 8L, 16L, 20L], progress.All.Select(step => step.Samples));
        Assert.Equal([1, 1, 1, 2, 2, 2], progress.All.Select(step => step.Epoch));
        Assert.All(progress.All, step => Assert.Equal((20L, 2), (step.SamplesOfEpoch, step.Epochs)));
        Assert.Equal(history[0].Loss, progress.All[2].Loss);
        Assert.Equal(TimeSpan.Zero, progress.All[5].TimeLeft);
        Assert.True(progress.All[0].TimeLeft > TimeSpan.Zero && progress.All[0].SamplesPerSecond > 0);
        Assert.Equal(0.1f, (float)progress.All[0].LearningRate);
    }

    [Fact]
    public void AnAnomalyIsNamedInItsOwnStep()
    {
        // The loss of the third step is finite, and its gradient is not.
        using var model = Model();
        var raise = new Raises(at: 2);
        var message = Assert.Throws<NonFiniteLossException>(() => model.Fit(_x, _y,
            new FitOptions { Epochs = 2, BatchSize = 5, DetectAnomaly = true, Callbacks = [raise] })).Message;
        Assert.StartsWith("Fit of PlainRegression stopped in epoch 1 of 2, after its step 3: the loss is ", message);
        Assert.Contains("but its update left the parameter layer.weight: element 0 is ", message);
        Assert.Contains("In a second run of the step the first value that is infinite came up in launch ", message);
        Assert.Contains(" of layer, at ", message);
        Assert.Contains(", which writes layer.", message);
        using var late = Model();
        Assert.Contains("in its step 4: the loss is ", Assert.Throws<NonFiniteLossException>(() => late.Fit(_x, _y,
            new FitOptions { Epochs = 2, BatchSize = 5, Callbacks = [new Raises(at: 2)] })).Message);
    }

    [Fact]
    public void WrongOptionsAreToldWhenTheyAreMade()
    {
        Wrong("Epochs must be 0 or more; got -1.", () => new() { Epochs = -1 });
        Wrong("Steps must be 0 or more; got -1.", () => new() { Steps = -1 });
        Wrong("BatchSize must be 1 or more; got 0.", () => new() { BatchSize = 0 });
        Wrong("OverfitBatches must be 1 or more; got 0.", () => new() { OverfitBatches = 0 });
        Wrong("MaxTime must not be negative; got -00:00:01.", () => new() { MaxTime = TimeSpan.FromSeconds(-1) });
        using var model = Model();
        Assert.Throws<ArgumentNullException>(() => model.Fit(_x, _y, null!));

        static void Wrong(string message, Func<FitOptions> make)
            => Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(make).Message);
    }

    [Fact]
    public void AHistoryIsCsv()
    {
        var history = new History();
        history.Add(new(1, 2, 0.1, null, 1.5, 0.01));
        history.Add(new(2, 2, double.NaN, 0.25, 2, 1e-20, new Dictionary<string, double> { ["a, \"b\""] = 0.5 }));
        const string expected = "epoch,loss,validation_loss,\"a, \"\"b\"\"\",seconds,learning_rate\n1,0.1,,,1.5,0.01\n"
            + "2,NaN,0.25,0.5,2,1E-20\n";
        Assert.Equal(expected, history.ToCsv());
        history.WriteCsv(_folder["history.csv"]);
        Assert.Equal(expected, File.ReadAllText(_folder["history.csv"]));
        Assert.Contains("loss", history.ToString());
    }

    public void Dispose() => _folder.Dispose();

    private History Fit(PlainRegression model, bool fromLoader, FitOptions options)
    {
        if (!fromLoader) return model.Fit(_x, _y, options, _x, _y);
        using var loader = new DataLoader<float, float>(DataSet.Of(_x, _y, Samples), options.BatchSize, shuffle: true, workers: 1);
        using var validation = new DataLoader<float, float>(DataSet.Of(_x, _y, Samples), options.BatchSize);
        return model.Fit(loader, options, validation);
    }

    private static PlainRegression Model() => PlainRegression.Create(Device.CpuWith(1), seed: 1);

    private static float[] Bits(PlainRegression model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];

    private sealed class Counter : IFitCallback
    {
        public int Steps { get; private set; }

        public int Stops { get; private set; }

        public int Sleep { get; init; }

        public void OnStepEnd(FitContext context)
        {
            Steps++;
            Thread.Sleep(Sleep);
        }

        public void OnStop(FitContext context) => Stops++;
    }

    private sealed class Raises(int at) : IFitCallback
    {
        public void OnStepEnd(FitContext context)
        {
            if (context.Step == at) context.LearningRate = 1e39;
        }
    }

    private sealed class Told : IProgress<FitProgress>
    {
        public List<FitProgress> All { get; } = [];

        public void Report(FitProgress value) => All.Add(value);
    }
}
