using System.Numerics.Tensors;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models.Nets;

/// <summary>Nets with loops and conditions that only the call decides train as PyTorch's do.</summary>
public class ControlFlowNetTests
{
    [Fact]
    public void ARecurrenceOverTheCallsLength()
    {
        var reference = NetReference.Of("recurrence");
        var (x, target) = (reference.Floats("x"), reference.Floats("target"));
        using var run = NetRun.Of(Recurrence.Create(Device.CpuWith(2)), model => model.Gradients(x, target),
            model => model.TrainStep(x, target));
        reference.Check(run);
    }

    [Theory]
    [InlineData("conditional_first", true, 2)]
    [InlineData("conditional_second", false, 3)]
    [InlineData("conditional_none", true, 0)]
    public void AConditionAndADepthOfTheCalls(string name, bool useFirst, int depth)
    {
        var reference = NetReference.Of(name);
        var model = Conditional.Create(Device.CpuWith(2));
        var (x, target) = (reference.Floats("x"), reference.Floats("target"));
        using var run = NetRun.Of(model, m => m.Gradients(x, useFirst, depth, target), m => m.TrainStep(x, useFirst, depth, target));
        reference.Check(run);
        Assert.Equal(model.Evaluate(x, useFirst, 0, target).Loss, model.Evaluate(x, useFirst, -1, target).Loss);
    }

    /// <summary>PyTorch's optimizer leaves a parameter without a gradient alone, its momentum included.</summary>
    [Fact]
    public void EachCallTrainsWhatItUses() => CheckInTurn(Device.CpuWith(2));

    [Theory]
    [OnDevices(DriversOnly = true)]
    public void EachCallTrainsWhatItUsesOnADevice(string device) => CheckInTurn(TestDevices.Model(device));

    /// <summary>
    /// What a call leaves out counts no step, which Adam's corrections, and what Adagrad begins and decays by, follow.
    /// </summary>
    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("adam_w")]
    [InlineData("rms_prop")]
    [InlineData("adagrad")]
    public void EachParameterCountsItsOwnUpdates(string optimizer) => CheckSometimes(optimizer, Device.CpuWith(2));

    [Theory]
    [OnDevices(DriversOnly = true)]
    public void EachParameterCountsItsOwnUpdatesOnADevice(string device) => CheckSometimes("adam", TestDevices.Model(device));

    [Fact]
    public void ASequenceOfStatesAndRunningStatistics()
    {
        var reference = NetReference.Of("sequence_tagger");
        var (x, labels) = (reference.Floats("x"), reference.Integers("labels"));
        using var run = NetRun.Of(
            SequenceTagger.Create(Device.CpuWith(2)),
            model => model.Gradients(Sequences(x), Labels(labels)),
            model => model.TrainStep(Sequences(x), Labels(labels)),
            (model, y) => model.Predict(Sequences(x), new TensorSpan<float>(y, [9, 4, 4], [])));
        reference.Check(run);
    }

    [Fact]
    public void OneModelTakesSequencesOfAnyLength()
    {
        using var model = Recurrence.Create(Device.CpuWith(1), seed: 3);
        foreach (var length in (int[])[1, 7, 500, 2, 33])
        {
            var x = Enumerable.Range(0, length * 3).Select(index => MathF.Sin(index)).ToArray();
            var y = new float[3];
            model.Predict(x, y);
            var w = model.Parameters["w"].ToArray();
            for (var column = 0; column < 3; column++)
            {
                var expected = 0f;
                for (var step = 0; step < length; step++) expected = (expected + x[(step * 3) + column]) * w[column];
                Assert.Equal(expected, y[column], 1e-5f);
            }
        }
    }

    private static void CheckInTurn(Device device)
    {
        var reference = NetReference.Of("conditional_in_turn");
        var (x, target) = (reference.Floats("x"), reference.Floats("target"));
        (bool UseFirst, int Depth)[] ways = [(true, 0), (false, 0), (true, 1)];
        var calls = 0;
        var model = DecayingConditional.Create(device);
        using var run = NetRun.Of(model, m => m.Gradients(x, ways[0].UseFirst, ways[0].Depth, target),
            m => Step(ways[calls++ % ways.Length]));
        reference.Check(run);

        StepResult Step((bool UseFirst, int Depth) way) => model.TrainStep(x, way.UseFirst, way.Depth, target);
    }

    private static void CheckSometimes(string optimizer, Device device)
    {
        var reference = NetReference.Of("sometimes_" + optimizer);
        var (x, target) = (reference.Floats("x"), reference.Floats("target"));
        var calls = 0;
        using var run = optimizer switch
        {
            "sgd" => NetRun.Of(SometimesSgd.Create(device), model => model.Gradients(x, false, -1, 2, 0, target),
                model => model.TrainStep(x, Second(), Third(), 2, Fourth(), target)),
            "adam" => NetRun.Of(SometimesAdam.Create(device), model => model.Gradients(x, false, -1, 2, 0, target),
                model => model.TrainStep(x, Second(), Third(), 2, Fourth(), target)),
            "adam_w" => NetRun.Of(SometimesAdamW.Create(device), model => model.Gradients(x, false, -1, 2, 0, target),
                model => model.TrainStep(x, Second(), Third(), 2, Fourth(), target)),
            "rms_prop" => NetRun.Of(SometimesRmsProp.Create(device), model => model.Gradients(x, false, -1, 2, 0, target),
                model => model.TrainStep(x, Second(), Third(), 2, Fourth(), target)),
            _ => NetRun.Of(SometimesAdagrad.Create(device), model => model.Gradients(x, false, -1, 2, 0, target),
                model => model.TrainStep(x, Second(), Third(), 2, Fourth(), target)),
        };
        reference.Check(run);

        bool Second() => calls % 3 == 2;

        int Third() => (calls % 4) - 1;

        int Fourth() => calls++ % 5 % 3;
    }

    private static ReadOnlyTensorSpan<float> Sequences(float[] x) => new(x, [9, 4, 3], []);

    private static ReadOnlyTensorSpan<int> Labels(int[] labels) => new(labels, [9, 4], []);
}
