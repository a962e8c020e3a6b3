using ModelGen.Runtime;
using ModelGen.Tests.Execution;

namespace ModelGen.Tests.Training;

/// <summary>A training that is cancelled keeps its steps and its history.</summary>
public sealed class CancellationTests : IDisposable
{
    private const int Samples = 20;

    private readonly float[] _x = [.. Enumerable.Range(0, Samples * 3).Select(index => MathF.Sin(index))];
    private readonly float[] _y = [.. Enumerable.Range(0, Samples * 2).Select(index => MathF.Cos(index))];
    private readonly CancellationTokenSource _source = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheEpochsThatEndedAreKept(bool fromLoader)
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        using var twin = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        using var loader = new DataLoader<float, float>(DataSet.Of(_x, _y, Samples), 4);
        var fault = Assert.Throws<FitCanceledException>(() => fromLoader
            ? model.Fit(loader, epochs: 10, onEpoch: CancelAtThree, cancellation: _source.Token)
            : model.Fit(_x, _y, epochs: 10, batchSize: 4, shuffle: false, onEpoch: CancelAtThree, cancellation: _source.Token));
        Assert.Equal("Fit of PlainRegression was cancelled in epoch 4 of 10, before its first step. The steps that were done stay; "
            + "History has the epochs that ended: 3.", fault.Message);
        Assert.Equal(_source.Token, fault.CancellationToken);
        var whole = twin.Fit(_x, _y, epochs: 3, batchSize: 4, shuffle: false, cancellation: CancellationToken.None);
        Assert.Equal(whole.Losses, fault.History.Losses);
        Assert.Equal(twin.Parameters["layer.weight"].ToArray(), model.Parameters["layer.weight"].ToArray());

        void CancelAtThree(EpochResult epoch)
        {
            if (epoch.Epoch == 3) _source.Cancel();
        }
    }

    [Fact]
    public void BetweenTwoStepsAndInTheValidation()
    {
        using var model = TestModel.Create();
        using var run = new FitRun(null!, model.Executor, new() { Epochs = 5, Cancellation = _source.Token });
        run.TrainOn(Samples);
        Assert.True(run.NextEpoch());
        Assert.True(run.Add(new(0.5), 4));
        Assert.True(run.NextEpoch());
        Assert.True(run.Add(new(0.4), 4));
        Assert.True(run.Add(new(0.3), 4));
        _source.Cancel();
        var fault = Assert.Throws<FitCanceledException>(() => run.Add(new(0.2), 4));
        Assert.Contains("in epoch 2 of 5, after its step 3.", fault.Message);
        Assert.Equal([0.5], fault.History.Losses);
        Assert.Contains("in epoch 2 of 5, in its validation.",
            Assert.Throws<FitCanceledException>(() => run.AddValidation(new(0.2), 4)).Message);
    }

    [Fact]
    public void OneThatIsCancelledBeforeItBeginsDoesNoStep()
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        var before = model.Parameters["layer.weight"].ToArray();
        _source.Cancel();
        Assert.Empty(Assert.Throws<FitCanceledException>(() => model.Fit(_x, _y, epochs: 2, cancellation: _source.Token)).History);
        Assert.Equal(before, model.Parameters["layer.weight"].ToArray());
    }

    /// <summary>After the last epoch there is nothing left to cancel.</summary>
    [Fact]
    public void TheLastEpochsEndIsTheEnd()
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        Assert.Equal(2, model.Fit(_x, _y, epochs: 2, onEpoch: epoch => { if (epoch.Epoch == 2) _source.Cancel(); },
            cancellation: _source.Token).Count);
    }

    public void Dispose() => _source.Dispose();
}
