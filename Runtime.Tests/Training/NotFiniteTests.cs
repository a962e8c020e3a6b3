#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using ModelGen.Runtime;
using ModelGen.Tests.Execution;
using ModelGen.Tests.Models;

namespace ModelGen.Tests.Training;

/// <summary>Fit stops at the first loss that is no finite number, and names where and why.</summary>
public class NotFiniteTests
{
    private const int Samples = 20;
    private const int BatchSize = 4;

    private readonly float[] _x = [.. Enumerable.Range(0, Samples * 3).Select(index => MathF.Sin(index))];
    private readonly float[] _y = [.. Enumerable.Range(0, Samples * 2).Select(index => MathF.Cos(index))];

    [Theory]
    [InlineData(0, 1, float.NaN, "NaN")]
    [InlineData(0, 1, float.PositiveInfinity, "Infinity")]
    [InlineData(13, 4, float.NegativeInfinity, "-Infinity")]
    [InlineData(19, 5, float.NaN, "NaN")]
    public void AnInputOfABatchIsNamed(int sample, int step, float number, string text)
    {
        _x[(sample * 3) + 1] = number;
        using var model = Model();
        var message = Stopped(() => model.Fit(_x, _y, epochs: 2, batchSize: BatchSize, shuffle: false));
        Assert.StartsWith($"Fit of PlainRegression stopped in epoch 1 of 2, in its step {step}: the loss is ", message);
        Assert.Contains($"The first tensor that is not finite is the input x: in sample {sample}, element 1 is {text}.", message);
        Assert.EndsWith("Fit(..., allowNonFinite: true) would go on.", message);
    }

    /// <summary>In a shuffled epoch too it is the caller's number of the sample that is told.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ASampleIsNamedByItsPlaceAmongAll(int seed)
    {
        _y[(7 * 2) + 0] = float.NaN;
        using var model = Model();
        Assert.Contains("the input y: in sample 7, element 0 is NaN.",
            Stopped(() => model.Fit(_x, _y, epochs: 2, batchSize: BatchSize, seed: seed)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void OfALoaderTheBatchIsLookedThrough(int workers)
    {
        _y[(9 * 2) + 1] = float.NaN;
        using var model = Model();
        using var loader = new DataLoader<float, float>(DataSet.Of(_x, _y, Samples), BatchSize, workers: workers);
        var message = Stopped(() => model.Fit(loader, epochs: 2));
        Assert.Contains("in epoch 1 of 2, in its step 3", message);
        Assert.Contains("the input y: element 3 is NaN.", message);
        Assert.Equal(Samples / BatchSize, loader.Count);
        Assert.Equal(2, model.Fit(loader, epochs: 2, allowNonFinite: true).Count);
    }

    [Fact]
    public void AParameterIsNamedWhereTheInputsAreFinite()
    {
        using var model = Model();
        model.LearningRate = 1e30f;
        var message = Stopped(() => model.Fit(_x, _y, epochs: 3, batchSize: BatchSize));
        Assert.Contains("The inputs are finite; the first tensor that is not is the parameter layer.weight: element 0 is ", message);
        using var classifier = Classifier.Create(Device.CpuWith(1));
        classifier.Parameters["output.bias"].CopyFrom([0f, float.NaN, 0f]);
        classifier.LearningRate = 0;
        Assert.Contains("the first tensor that is not is the parameter ", Stopped(() => classifier.Fit(new float[21], new int[3], 1)));
    }

    [Fact]
    public void ALaterEpochIsNamed()
    {
        using var model = Model();
        var message = Stopped(() => model.Fit(_x, _y, epochs: 5, batchSize: BatchSize, onEpoch: epoch =>
        {
            if (epoch.Epoch == 2) model.Parameters["layer.bias"].CopyFrom([float.NaN, 0f]);
        }));
        Assert.Contains("in epoch 3 of 5, in its step 1: the loss is NaN", message);
    }

    [Fact]
    public void ItGoesOnWhereThatIsAskedFor()
    {
        _x[5] = float.NaN;
        using var model = Model();
        var history = model.Fit(_x, _y, epochs: 3, batchSize: BatchSize, allowNonFinite: true);
        Assert.Equal(3, history.Count);
        Assert.All(history.Losses, loss => Assert.True(double.IsNaN(loss)));
    }

    /// <summary>Losses that stay on a device are read one step later; the step that is named is theirs still.</summary>
    [Fact]
    public void ALossThatIsReadLaterIsOfItsOwnStep()
    {
        using var model = TestModel.Create();
        model.Executor.LossAt = ticket => ticket == 2 ? double.NaN : 1;
        using var run = Run(model);
        Assert.True(run.NextEpoch());
        for (var step = 1; step <= 2; step++) Assert.True(run.Add(new(model.Executor, step), 1));
        Assert.False(run.Add(new(model.Executor, 3), 1));
        Assert.Null(run.NotFinite<float>("x", [float.NaN]));
        Assert.Contains("in its step 2: the loss is NaN. The parameters are finite; the step's inputs were gone when its loss was read.",
            run.Failure().Message);
        using var last = Run(model);
        Assert.True(last.NextEpoch() && last.Add(new(model.Executor, 1), 1) && last.Add(new(model.Executor, 2), 1));
        Assert.False(last.EndsWell());
        Assert.Equal(2, last.FailedStep);
    }

    /// <summary>
    /// Of a step whose inputs are gone nothing is said of them; of one that was looked through it is said that they are finite.
    /// </summary>
    [Theory]
    [InlineData(1, "The inputs and parameters are finite, so the loss has no finite value there.")]
    [InlineData(2, "The parameters are finite; the step's inputs were gone when its loss was read.")]
    public void NothingIsSaidOfInputsThatWereNotSeen(int steps, string said)
    {
        using var model = TestModel.Create();
        using var run = Run(model);
        Assert.True(run.NextEpoch());
        run.Add(new(double.NaN), 1);
        for (var step = 1; step < steps; step++) run.Add(new(1), 1);
        run.Found(run.NotFinite<float>("x", [1, 2]));
        Assert.Contains(said, run.Failure().Message);
    }

    [Fact]
    public void ABufferIsCalledSo()
    {
        ParameterLayout[] layout = [new("scale", [1], 0, new(Initializer.Zeros)),
            new("mean", [2], 64, new(Initializer.Constant, double.NaN), IsTrainable: false)];
        using var executor = ModelFactory.Create(new(new("M", Precision.Single, layout, 128), Device.CpuWith(1), 1, []),
            new ExecutorSource("Cpu", static options => new TestExecutor(options)));
        Assert.Equal("buffer mean: element 0 is NaN", FiniteCheck.Find(executor));
    }

    [Fact]
    public void TheEpochsThatEndedAreKept()
    {
        using var model = Model();
        var fault = Assert.Throws<NonFiniteLossException>(() => model.Fit(_x, _y, epochs: 5, batchSize: BatchSize, onEpoch: epoch =>
        {
            if (epoch.Epoch == 2) model.Parameters["layer.bias"].CopyFrom([float.NaN, 0f]);
        }));
        Assert.Equal(2, fault.History.Count);
        Assert.All(fault.History.Losses, loss => Assert.True(double.IsFinite(loss)));
        Assert.True(double.IsNaN(fault.OffendingNumber));
    }

    private static FitRun Run(TestModel model)
    {
        var run = new FitRun(null!, model.Executor, new());
        run.TrainOn(Samples);
        return run;
    }

    private static string Stopped(Action fit) => Assert.ThrowsAny<NotFiniteNumberException>(fit).Message;

    private static PlainRegression Model() => PlainRegression.Create(Device.CpuWith(1), seed: 1);
}
