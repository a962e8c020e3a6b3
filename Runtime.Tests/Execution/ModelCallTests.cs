namespace ModelGen.Tests.Execution;

public class ModelCallTests
{
    private static readonly float[] TwoRows = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void AStepGivesTheLossAsFloatAndAsDouble(Precision precision)
    {
        using var model = TestModel.Create(precision: precision);
        StepResult step = model.TrainStep(TwoRows);
        float loss = step;
        Assert.Equal(3.5f, loss);
        Assert.Equal(3.5, step.Loss, 1e-6);
        Assert.Equal("3.5", step.ToString());
        Assert.Equal(1, model.Executor.StepCount);
    }

    [Fact]
    public void TheLossOfAStepStaysWhenOthersFollow()
    {
        using var model = TestModel.Create();
        var first = model.TrainStep(TwoRows);
        model.TrainStep([7, 7, 7]);
        Assert.Equal(3.5, first.Loss, 1e-6);
    }

    [Fact]
    public void ADisposedModelSaysSoInEveryCall()
    {
        var model = TestModel.Create();
        var gradients = model.Gradients(TwoRows);
        model.Dispose();
        model.Dispose();
        Action[] calls =
        [
            () => model.TrainStep(TwoRows), () => model.Evaluate(TwoRows), () => model.Parameters["bias"].ToArray(),
            () => model.Parameters["bias"].CopyFrom([1f, 2f]), () => gradients["x"].ToArray(),
        ];
        foreach (var call in calls)
        {
            var refusal = Assert.Throws<ObjectDisposedException>(call);
            Assert.StartsWith("This TestModel was disposed and has no memory any more; make another by TestModel.Create.", refusal.Message);
            Assert.Equal("TestModel", refusal.ObjectName);
        }
    }

    [Fact]
    public void ASecondThreadIsRefusedAndTheModelGoesOn()
    {
        using var model = TestModel.Create();
        var refusals = new List<string>();
        model.Executor.During = () => OnAnotherThread(() =>
        {
            Action[] calls = [() => model.Evaluate(TwoRows), () => model.Parameters["weight"].ToArray(), model.Dispose];
            foreach (var call in calls) refusals.Add(Assert.Throws<InvalidOperationException>(call).Message);
        });
        Assert.Equal(3.5, model.TrainStep(TwoRows).Loss, 1e-6);
        var used = "TestModel is in a call on another thread that must be alone. Predict, Evaluate, Save and reading parameters run "
            + "side by "
            + "side; TrainStep, Gradients, Load, changing parameters and calls that assign a [State] run alone. Wait until it has ended, "
            + "or lock around both calls.";
        Assert.Equal([used, used, "TestModel is in a call on another thread; dispose it when the call has ended."], refusals);

        model.Executor.During = null;
        OnAnotherThread(() => Assert.Equal(3.5, model.TrainStep(TwoRows).Loss, 1e-6));
    }

    [Fact]
    public void AModelStaysUsableAfterACallThatFailed()
    {
        using var model = TestModel.Create();
        Assert.Throws<ArgumentException>(() => model.TrainStep([1, 2]));
        model.Executor.During = () => throw new TimeoutException();
        Assert.Throws<TimeoutException>(() => model.TrainStep(TwoRows));
        model.Executor.During = null;
        Assert.Equal(3.5, model.TrainStep(TwoRows).Loss, 1e-6);
        Assert.Equal(1, model.Executor.StepCount);
    }

    [Fact]
    public void TheLearningRateChangesAtRunTimeAndIsFinite()
    {
        using var model = TestModel.Create(learningRate: 0.5);
        var start = model.Parameters["weight"].ToArray()[0];
        model.TrainStep(TwoRows);
        model.Executor.Optimizers[0].LearningRate = 0.25;
        model.TrainStep(TwoRows);
        Assert.Equal(start + 0.75f, model.Parameters["weight"].ToArray()[0], 1e-6f);
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => model.Executor.Optimizers[0].LearningRate = double.NaN);
        Assert.StartsWith("The learning rate of TestModel must be a finite number; got NaN.", refusal.Message);
        Assert.Equal(0.25, model.Executor.Optimizers[0].LearningRate);
    }

    [Fact]
    public void SteadyCallsAllocateNothing()
    {
        using var model = TestModel.Create();
        float sum = 0;
        Allocation.IsNone(() => sum += model.TrainStep(TwoRows) + model.Evaluate(TwoRows.AsSpan(3)));
        Allocation.IsNone(() => sum += (float)model.Gradients(TwoRows).Loss.Loss + model.Gradients(TwoRows.AsSpan(3)).Loss);
        Assert.True(float.IsFinite(sum));
    }

    [Fact]
    public void ADeviceWithoutEmittedKernelsIsRefused()
    {
        ModelGen.Runtime.ExecutorOptions options = new(new("TestModel", Precision.Single, [], 0), new Device(DeviceKind.Cuda, "H"), 0, []);
        var refusal = Assert.Throws<NotSupportedException>(() =>
            ModelGen.Runtime.ModelFactory.Create(options,
                new ModelGen.Runtime.ExecutorSource("Cpu", static options => new TestExecutor(options))));
        Assert.Equal(
            "TestModel has no kernels for Cuda (H): reference ModelGen.Gpu in the project that declares it, so that they are emitted.",
            refusal.Message);
        Assert.Equal(
            "This TestModel was made by new and has no memory; make it by TestModel.Create.",
            ModelGen.Runtime.ModelFactory.NotCreated("TestModel").Message);
    }

    private static void OnAnotherThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        if (failure is not null) throw failure;
    }
}
