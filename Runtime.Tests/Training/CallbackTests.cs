#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
namespace ModelGen.Tests.Training;

/// <summary>When callbacks are called, what they see, and what the ready ones do.</summary>
public class CallbackTests
{
    private const int Samples = 20;

    private readonly float[] _x = [.. Enumerable.Range(0, Samples * 3).Select(index => MathF.Sin(index))];
    private readonly float[] _y = [.. Enumerable.Range(0, Samples * 2).Select(index => MathF.Cos(index))];

    [Fact]
    public void TheEventsComeInTheirOrder()
    {
        using var model = Model();
        var told = new Told();
        model.Fit(_x, _y, new FitOptions { Epochs = 2, BatchSize = 10, Callbacks = [told] });
        Assert.Equal(
            ["start 0 0.0", "epoch 1 0.0", "step 1 1.1", "step 1 2.2", "end 1 2.0", "epoch 2 2.0", "step 2 3.1", "step 2 4.2", "end 2 4.0",
                "done 2 4.0"],
            told.Events);
        Assert.Same(model, told.Model);
    }

    [Fact]
    public void AStopEndsTheEpochToo()
    {
        using var model = Model();
        var told = new Told { StopsAt = 3 };
        var history = model.Fit(_x, _y, new FitOptions { Epochs = 5, BatchSize = 10, Callbacks = [told] });
        Assert.Equal(["step 2 3.1", "stop 2 3.1", "end 2 3.0", "done 2 3.0"], told.Events[^4..]);
        Assert.Equal("enough", told.Reason);
        Assert.Equal(2, history.Count);
    }

    [Fact]
    public void AnExceptionEndsTheRunForCallbacksToo()
    {
        using var model = Model();
        var told = new Told { FailsAt = 3 };
        Assert.Throws<TimeoutException>(() => model.Fit(_x, _y, new FitOptions { Epochs = 5, BatchSize = 10, Callbacks = [told] }));
        Assert.Equal("done 2 3.1 failed", told.Events[^1]);
    }

    [Fact]
    public void ALossIsReadWhenItIsAskedFor()
    {
        using var model = Model();
        using var twin = Model();
        List<double> losses = [];
        model.Fit(_x, _y, new FitOptions
        {
            BatchSize = 5,
            Shuffle = false,
            Callbacks = [new OnStep(context => losses.Add(context.LastStep.Loss))],
        });
        var expected = Enumerable.Range(0, 4).Select(step => twin.TrainStep(_x.AsSpan(step * 15, 15), _y.AsSpan(step * 10, 10)).Loss);
        Assert.Equal(expected, losses);
    }

    [Theory]
    [InlineData(1, 0, 3)]
    [InlineData(2, 0, 4)]
    [InlineData(1, 0.15, 2)]
    [InlineData(9, 0, 8)]
    public void EarlyStoppingEndsWhereTheLossStandsStill(int patience, double minDelta, int epochs)
    {
        // The rate of the second epoch is the last with which the loss falls.
        using var model = Model();
        List<float[]> weights = [];
        var stopping = new EarlyStopping(patience, minDelta, monitor: "validation_loss");
        var options = new FitOptions
        {
            Epochs = 8,
            OnEpoch = epoch =>
            {
                weights.Add(Bits(model));
                model.LearningRate = epoch.Epoch < 2 ? 0.1f : 30;
            },
            Callbacks = [stopping],
        };
        var history = model.Fit(_x, _y, options, _x, _y);
        Assert.Equal(epochs, history.Count);
        var best = history.MinBy(epoch => epoch.ValidationLoss)!;
        if (minDelta == 0) Assert.Equal((best.Epoch, best.ValidationLoss), (stopping.BestEpoch, stopping.Best));
        Assert.Equal(weights[stopping.BestEpoch - 1], Bits(model));
    }

    [Fact]
    public void EarlyStoppingKeepsTheLastWeightsWhereItIsAskedTo()
    {
        using var model = Model();
        float[] last = [];
        model.LearningRate = 1.4f;
        var stopping = new EarlyStopping(patience: 2, restoreBest: false);
        model.Fit(_x, _y, new FitOptions { Epochs = 30, OnEpoch = _ => last = Bits(model), Callbacks = [stopping] }, _x, _y);
        Assert.Equal(2, stopping.Waited);
        Assert.Equal(last, Bits(model));
    }

    [Fact]
    public void ANumberThatTheRunLacksIsNamed()
    {
        using var model = Model();
        var options = new FitOptions { Callbacks = [new EarlyStopping(monitor: "accuracy")] };
        Assert.Equal("A callback watches \"accuracy\", and the epochs of this run have loss, validation_loss. Give Fit a metric of this "
            + "name, or watch another.", Assert.Throws<InvalidOperationException>(() => model.Fit(_x, _y, options, _x, _y)).Message);
    }

    [Fact]
    public void ReduceOnPlateauHasTheRatesOfTheSchedule()
    {
        using var model = Model();
        using var twin = Model();
        var rates = (new List<float>(), new List<float>());
        twin.Schedule = Schedule.ReduceOnPlateau(factor: 0.5, patience: 1, threshold: 0.3);
        var reduce = new ReduceOnPlateau(factor: 0.5, patience: 1, threshold: 0.3);
        model.Fit(_x, _y, new FitOptions { Epochs = 12, Callbacks = [reduce, new OnEpoch(_ => rates.Item1.Add(model.LearningRate))] });
        twin.Fit(_x, _y, new FitOptions { Epochs = 12, Callbacks = [new OnEpoch(_ => rates.Item2.Add(twin.LearningRate))] });
        Assert.Equal(rates.Item2, rates.Item1);
        Assert.True(rates.Item1.Distinct().Count() > 3);
        Assert.Equal(Bits(twin), Bits(model));
    }

    [Fact]
    public void TheFinderSuggestsARateAndChangesNothing()
    {
        using var model = Checkpoints.SavedNet.Create(device: Device.CpuWith(1), seed: 1);
        model.Schedule = Schedule.Cosine(100);
        model.Fit(_x, _y, new FitOptions { BatchSize = 10 });
        var before = ResumedRun.Bytes(model);
        var finder = new LearningRateFinder(minimum: 1e-5, maximum: 100, steps: 60, smoothing: 0.5);
        model.Fit(_x, _y, new FitOptions { Epochs = 100, BatchSize = 10, Callbacks = [finder] });
        Assert.Equal(before, ResumedRun.Bytes(model));
        Assert.InRange(finder.Rates.Count, 20, 60);
        Assert.Equal(1e-5, finder.Rates[0], 1e-9);
        Assert.Equal(Math.Pow(1e7, 1.0 / 59), finder.Rates[9] / finder.Rates[8], 1e-9);
        Assert.InRange(finder.Suggestion!.Value, 1e-4, 1);
        Assert.True(finder.Losses[^1] > finder.Losses.Min());
    }

    [Fact]
    public void TheFinderEndsBeforeALossThatIsNoNumber()
    {
        using var model = Model();
        var before = Bits(model);
        var finder = new LearningRateFinder(minimum: 1, maximum: 1e38, steps: 20, divergence: double.MaxValue);
        model.Fit(_x, _y, new FitOptions { Epochs = 100, BatchSize = 10, Callbacks = [finder] });
        Assert.InRange(finder.Rates.Count, 2, 19);
        Assert.Equal(before, Bits(model));
        Assert.Equal(0.1f, model.LearningRate);
        using var folder = new Checkpoints.TemporaryFolder();
        Assert.Throws<InvalidOperationException>(() => model.Fit(_x, _y,
            new FitOptions { Callbacks = [finder, new Checkpoint(folder["run"])] }));
    }

    [Fact]
    public void MetricsAreOfAllSamplesForValidation()
    {
        using var model = Model();
        using var loader = new DataLoader<float, float>(DataSet.Of(_x, _y, Samples), 6);
        using var validation = new DataLoader<float, float>(DataSet.Of(_x, _y, Samples), 7, workers: 1);
        foreach (var fromLoader in (bool[])[false, true])
        {
            var options = new FitOptions { Epochs = 2, BatchSize = 6, Metrics = [new Largest()] };
            var history = fromLoader ? model.Fit(loader, options, validation) : model.Fit(_x, _y, options, _x, _y);
            var predictions = new float[Samples * 2];
            model.Predict(_x, predictions);
            var expected = predictions.Zip(_y, (prediction, target) => Math.Abs(prediction - target)).Max();
            Assert.Equal(expected, history[1].Metrics["largest error"], 1e-6);
            Assert.Contains("largest error", history.ToString());
            Assert.Contains(",largest error,", history.ToCsv());
            Assert.Contains(", largest error ", history[1].ToString());
        }
    }

    [Fact]
    public void MetricsOfOtherTypesAreRefusedBeforeTheFirstStep()
    {
        using var model = Model();
        var before = Bits(model);
        var options = new FitOptions { Metrics = [new Labels()] };
        Assert.Equal("The metric labels of Fit does not take predictions of Single and targets of Single, which PlainRegression has. Give "
            + "one that implements IMetric<Single, Single>.",
            Assert.Throws<InvalidOperationException>(() => model.Fit(_x, _y, options, _x, _y)).Message);
        var twice = new FitOptions { Metrics = [new Largest(), new Largest()] };
        Assert.StartsWith("Two metrics of Fit have one name",
            Assert.Throws<InvalidOperationException>(() => model.Fit(_x, _y, twice, _x, _y)).Message);
        Assert.Equal(before, Bits(model));
    }

    [Fact]
    public void AMetricCanBeWatched()
    {
        using var model = Model();
        model.LearningRate = 0;
        var stopping = new EarlyStopping(patience: 2, monitor: "largest error", mode: PlateauMode.Max);
        var history = model.Fit(_x, _y, new FitOptions { Epochs = 9, Metrics = [new Largest()], Callbacks = [stopping] }, _x, _y);
        Assert.Equal((3, 1), (history.Count, stopping.BestEpoch));
    }

    private static PlainRegression Model() => PlainRegression.Create(Device.CpuWith(1), seed: 1);

    private static float[] Bits(PlainRegression model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];

    private sealed class OnStep(Action<FitContext> action) : IFitCallback
    {
        public void OnStepEnd(FitContext context) => action(context);
    }

    private sealed class OnEpoch(Action<FitContext> action) : IFitCallback
    {
        public void OnEpochEnd(FitContext context) => action(context);
    }

    private sealed class Largest : IMetric<float, float>
    {
        public string Name => "largest error";

        public double Value { get; private set; }

        public void Reset() => Value = 0;

        public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
        {
            Assert.Equal(targets.Length, predictions.Length);
            for (var index = 0; index < targets.Length; index++) Value = Math.Max(Value, Math.Abs(predictions[index] - targets[index]));
        }
    }

    private sealed class Labels : IMetric<float, int>
    {
        public string Name => "labels";

        public double Value => 0;

        public void Reset()
        {
        }

        public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<int> targets) => Assert.Fail("not of this model");
    }

    private sealed class Told : IFitCallback
    {
        public List<string> Events { get; } = [];

        public int StopsAt { get; init; }

        public int FailsAt { get; init; }

        public string? Reason { get; private set; }

        public IModel? Model { get; private set; }

        public void OnFitStart(FitContext context) => Tell("start", context);

        public void OnEpochStart(FitContext context) => Tell("epoch", context);

        public void OnStepEnd(FitContext context)
        {
            Tell("step", context);
            if (context.Step == StopsAt) context.Stop("enough");
            if (context.Step == FailsAt) throw new TimeoutException();
        }

        public void OnStop(FitContext context) => Tell("stop", context);

        public void OnEpochEnd(FitContext context) => Tell("end", context);

        public void OnFitEnd(FitContext context)
        {
            Tell("done", context);
            (Reason, Model) = (context.StopReason, context.Model);
        }

        private void Tell(string name, FitContext context)
            => Events.Add($"{name} {context.Epoch} {context.Step}.{context.StepOfEpoch}{(context.HasFailed ? " failed" : "")}");
    }
}
