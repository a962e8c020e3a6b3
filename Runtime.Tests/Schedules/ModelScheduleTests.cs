using ModelGen.Tests.Checkpoints;
using ModelGen.Tests.Execution;
using ModelGen.Tests.Training;

namespace ModelGen.Tests.Schedules;

/// <summary>A model with a schedule trains by the schedule's rates.</summary>
public class ModelScheduleTests
{
    private static readonly float[] X = [1, 2, 3, 4, 5, 6];
    private static readonly float[] Y = [1, 0, 1, 0];

    public static TheoryData<string> Names => ScheduleRows.Names;

    /// <summary>The rate is the same number as if it had been set before each step.</summary>
    [Theory, MemberData(nameof(Names))]
    public void EachStepHasItsRate(string name)
    {
        using var model = SavedNetInDouble.Create(Device.CpuWith(1), seed: 1);
        using var expected = SavedNetInDouble.Create(Device.CpuWith(1), seed: 1);
        double[] x = [.. X], y = [.. Y];
        model.Schedule = ScheduleRows.All[name]();
        var schedule = ScheduleRows.All[name]();
        for (var step = 0; step < 60; step++)
        {
            expected.LearningRate = schedule.RateAt(step, 0.1);
            Assert.Equal(expected.LearningRate, model.LearningRate);
            Assert.Equal(expected.TrainStep(x, y).Loss, model.TrainStep(x, y).Loss);
            schedule.Report(ScheduleReference.Metrics[step]);
            model.Schedule.Report(ScheduleReference.Metrics[step]);
        }

        Assert.Equal(Bits(expected.Parameters), Bits(model.Parameters));
    }

    [Fact]
    public void WhatIsSetIsWhatTheScheduleScales()
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        Assert.Null(model.Schedule);
        model.Schedule = Schedule.Step(2, 0.5);
        Assert.Equal(0.1f, model.LearningRate);
        model.TrainStep(X, Y);
        model.TrainStep(X, Y);
        Assert.Equal(0.05f, model.LearningRate);
        model.LearningRate = 0.4f;
        Assert.Equal(0.2f, model.LearningRate);
        model.Schedule = Schedule.Linear(startFactor: 0, steps: 4);
        Assert.Equal(0.2f, model.LearningRate);
        model.Schedule = null;
        Assert.Equal(0.4f, model.LearningRate);
    }

    /// <summary>Calls that are no steps of training count nothing.</summary>
    [Fact]
    public void StepsAloneCount()
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        model.Schedule = Schedule.Exponential(0.5);
        model.Predict(X, new float[4]);
        model.Evaluate(X, Y);
        model.Gradients(X, Y);
        Assert.Equal(0.1f, model.LearningRate);
        model.TrainStep(X, Y);
        Assert.Equal(0.05f, model.LearningRate);
    }

    [Fact]
    public void APredictorHasTheModelsSchedule()
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        using var predictor = model.CreatePredictor();
        model.Schedule = Schedule.Exponential(0.5);
        predictor.TrainStep(X, Y);
        Assert.Same(model.Schedule, predictor.Schedule);
        Assert.Equal((0.05f, 0.05f), (model.LearningRate, predictor.LearningRate));
    }

    [Theory]
    [InlineData(double.NaN, "The function of the schedule gives NaN for step 1; it must give a finite number of 0 or more.")]
    [InlineData(-0.5, "The function of the schedule gives -0.5 for step 1")]
    [InlineData(double.PositiveInfinity, "The function of the schedule gives Infinity for step 1")]
    [InlineData(1e300, "The schedule Function() of PlainRegression gives the learning rate 1E+299 for step 1; it must be finite.")]
    public void AStepWithoutARateChangesNothing(double factor, string message)
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        model.Schedule = Schedule.Function(step => step == 0 ? 1 : factor);
        model.TrainStep(X, Y);
        var before = Bits(model.Parameters);
        for (var time = 0; time < 2; time++)
            Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => model.TrainStep(X, Y)).Message,
                StringComparison.Ordinal);
        Assert.Equal(before, Bits(model.Parameters));
        model.Schedule = null;
        model.TrainStep(X, Y);
        Assert.NotEqual(before, Bits(model.Parameters));
    }

    [Fact]
    public void AFaultOfTheFunctionIsItsCallersAndChangesNothing()
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        model.Schedule = Schedule.Function(_ => throw new FormatException("mine"));
        var before = Bits(model.Parameters);
        Assert.Equal("mine", Assert.Throws<FormatException>(() => model.TrainStep(X, Y)).Message);
        Assert.Equal(before, Bits(model.Parameters));
    }

    [Theory, MemberData(nameof(Names))]
    public void StepsAllocateNothing(string name)
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        model.Schedule = ScheduleRows.All[name]();
        Allocation.IsNone(() => model.TrainStep(X, Y));
    }

    [Fact]
    public void ReadingTheRateAllocatesNothing()
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        model.Schedule = Schedule.Cosine(1000).WithWarmUp(50);
        Allocation.IsNone(() => Assert.True(model.LearningRate > 0));
    }

    private static double[] Bits(ParameterCollection parameters)
    {
        return [.. parameters.SelectMany(Numbers)];

        static double[] Numbers(Parameter parameter)
        {
            var numbers = new double[parameter.Count];
            parameter.CopyTo(numbers);
            return numbers;
        }
    }
}
