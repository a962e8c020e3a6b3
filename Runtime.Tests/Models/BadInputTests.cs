using System.Numerics.Tensors;

namespace ModelGen.Tests.Models;

/// <summary>Each wrong input is told by name, with what was expected, and leaves the model as it was.</summary>
public class BadInputTests
{
    private readonly float[] _x = new float[21];
    private readonly int[] _labels = [0, 1, 2];

    [Fact]
    public void WrongNumbersOfElements()
        => Rejected("x [N, 7] got 20 elements, which is no multiple of 7", model => model.TrainStep(_x.AsSpan(1), _labels));

    [Fact]
    public void LabelsThatDoNotFitTheBatch() => Rejected("labels [N] got 2 elements", model => model.TrainStep(_x, _labels.AsSpan(1)));

    [Fact]
    public void AnEmptyBatch() => Rejected("x [N, 7] is empty", model => model.TrainStep([], []));

    [Fact]
    public void LabelsOutOfRange() => Rejected("labels[1] is 3; labels must be in 0..2", model => model.TrainStep(_x, [0, 3, 1]));

    [Fact]
    public void NegativeLabels() => Rejected("labels[2] is -1", model => model.Evaluate(_x, [0, 1, -1]));

    [Fact]
    public void ResultsWithoutRoom() => Rejected("logits [N, 3] has 9 elements", model => model.Predict(_x, new float[8]));

    [Fact]
    public void TensorsOfAnotherShape()
        => Rejected("x [N, 7] must be [3, 7] here; got a tensor of [3, 6]",
            model => model.Predict(new ReadOnlyTensorSpan<float>(new float[18], [3, 6]), new TensorSpan<float>(new float[9], [3, 3])));

    [Fact]
    public void TensorsGiveWhatSpansGive()
    {
        using var model = Classifier.Create(Device.Cpu, seed: 4);
        for (var index = 0; index < _x.Length; index++) _x[index] = index * 0.1f;
        var (spans, tensors) = (new float[9], new float[9]);
        model.Predict(_x, spans);
        model.Predict(new ReadOnlyTensorSpan<float>(_x, [3, 7]), new TensorSpan<float>(tensors, [3, 3]));
        Assert.Equal(spans, tensors);
    }

    [Fact]
    public void AModelThatWasDisposed()
    {
        var model = Classifier.Create(Device.Cpu);
        model.Dispose();
        model.Dispose();
        Assert.Contains("was disposed", Assert.Throws<ObjectDisposedException>(() => model.TrainStep(_x, _labels)).Message);
        Assert.Contains("was disposed", Assert.Throws<ObjectDisposedException>(() => model.Parameters[0].ToArray()).Message);
    }

    [Fact]
    public void AModelMadeByNew()
        => Assert.Contains("make it by Classifier.Create",
            Assert.Throws<InvalidOperationException>(() => new Classifier().TrainStep(_x, _labels)).Message);

    [Fact]
    public async Task TwoThreadsInOneModel()
    {
        using var model = Classifier.Create(Device.CpuWith(1));
        var (x, labels) = (new float[7 * 4000], new int[4000]);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var refused = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => StepUntilRefused(model, x, labels, stop))));
        Assert.True(refused.Any(was => was), "no call overlapped another");
        Assert.True(float.IsFinite(model.TrainStep(x, labels)));
    }

    [Fact]
    public void NaNAndHugeValuesPassAndTheModelStaysUsable()
    {
        using var model = Classifier.Create(Device.Cpu);
        _x[3] = float.NaN;
        Assert.True(float.IsNaN(model.Evaluate(_x, _labels)));
        _x[3] = 1e30f;
        Assert.False(float.IsNaN(model.Evaluate(_x, _labels)));
        _x[3] = 0;
        Assert.True(float.IsFinite(model.TrainStep(_x, _labels)));
    }

    private static bool StepUntilRefused(Classifier model, float[] x, int[] labels, CancellationTokenSource stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                model.TrainStep(x, labels);
            }
            catch (InvalidOperationException exception) when (exception.Message.Contains("on another thread that must be alone",
                StringComparison.Ordinal))
            {
                stop.Cancel();
                return true;
            }
        }

        return false;
    }

    private static void Rejected(string message, Action<Classifier> call)
    {
        using var model = Classifier.Create(Device.Cpu, seed: 1);
        var before = model.Parameters.SelectMany(parameter => parameter.ToArray()).ToArray();
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => call(model)).Message);
        Assert.Equal(before, model.Parameters.SelectMany(parameter => parameter.ToArray()));
        Assert.True(float.IsFinite(model.TrainStep(new float[7], [1])));
    }
}
