using System.Numerics.Tensors;

namespace ModelGen.Tests.Models.Nets;

/// <summary>Nets with loops and conditions that only the call decides train as PyTorch's do.</summary>
public class ControlFlowNetTests
{
    [Fact]
    public void ARecurrenceOverTheCallsLength()
    {
        var reference = NetReference.Of("recurrence");
        using var model = Recurrence.Create(Device.CpuWith(2));
        var (x, target) = (reference.Floats("x"), reference.Floats("target"));
        reference.Check(model.Parameters, () => model.Gradients(x, target), () => model.TrainStep(x, target));
    }

    [Theory]
    [InlineData("conditional_first", true, 2)]
    [InlineData("conditional_second", false, 3)]
    [InlineData("conditional_none", true, 0)]
    public void AConditionAndADepthOfTheCalls(string name, bool useFirst, int depth)
    {
        var reference = NetReference.Of(name);
        using var model = Conditional.Create(Device.CpuWith(2));
        var (x, target) = (reference.Floats("x"), reference.Floats("target"));
        reference.Check(model.Parameters, () => model.Gradients(x, useFirst, depth, target), () => model.TrainStep(x, useFirst, depth, target));
        Assert.Contains("depth", Assert.Throws<ArgumentOutOfRangeException>(() => model.TrainStep(x, useFirst, -1, target)).Message);
    }

    [Fact]
    public void ASequenceOfStatesAndRunningStatistics()
    {
        var reference = NetReference.Of("sequence_tagger");
        using var model = SequenceTagger.Create(Device.CpuWith(2));
        var (x, labels) = (reference.Floats("x"), reference.Integers("labels"));
        var (steps, rows) = (9, 4);
        var inputs = new ReadOnlyTensorSpan<float>(x, [steps, rows, 3], []);
        reference.Check(
            model.Parameters,
            () => model.Gradients(new ReadOnlyTensorSpan<float>(x, [steps, rows, 3], []), new ReadOnlyTensorSpan<int>(labels, [steps, rows], [])),
            () => model.TrainStep(new ReadOnlyTensorSpan<float>(x, [steps, rows, 3], []), new ReadOnlyTensorSpan<int>(labels, [steps, rows], [])));
        var logits = new float[steps * rows * 4];
        model.Predict(inputs, new TensorSpan<float>(logits, [steps, rows, 4], []));
        for (var index = 0; index < logits.Length; index++) Assert.Equal(reference.Prediction![index], logits[index], 1e-3);
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
}
