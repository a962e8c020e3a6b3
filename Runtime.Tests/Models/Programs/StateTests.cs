using ModelGen.Tests.Checkpoints;
using ModelGen.Tests.Execution;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models.Programs;

/// <summary>States that calls keep for the next one.</summary>
public class StateTests
{
    [Fact]
    public void AStreamIsTrainedStepByStepAsInPyTorch()
    {
        var reference = ProgramReference.Of("stream");
        var (x, target) = (reference.Inputs["x"], reference.Inputs["target"]);
        using var model = StreamNet.Create(Device.CpuWith(2));
        reference.SetStart(model);
        for (var step = 0; step < reference.Losses.Length; step++)
        {
            var loss = model.TrainStep(x.AsSpan(6 * step, 6), target.AsSpan(4 * step, 4));
            ProgramReference.Near([reference.Losses[step]], [loss], 1e-10);
        }

        reference.CheckEnd(model, 1e-10);
        TrainingReference.Near(reference.Results, model.Parameters["hidden"], 1e-10);
    }

    [Fact]
    public void AStateIsKeptSavedAndReset()
    {
        using var folder = new TemporaryFolder();
        var path = folder["stream.safetensors"];
        double[] x = [1, 2, 3, 4, 5, 6], target = [0, 1, 0, 1];
        using var model = StreamNet.Create(Device.Cpu, seed: 2);
        var first = Predicted(model, x);
        var second = Predicted(model, x);
        Assert.NotEqual(first, second);
        model.Save(path, withOptimizer: false);
        var third = Predicted(model, x);
        using var other = StreamNet.Create(Device.Cpu, seed: 3);
        other.Load(path, withOptimizer: false);
        Assert.Equal(third, Predicted(other, x));
        model.Reset();
        Assert.Equal(Enumerable.Repeat(0.25f, 8), model.Parameters["hidden"].ToArray());
        Assert.Equal(first, Predicted(model, x));

        // Each call that runs Forward goes on from the last.
        var state = model.Parameters["hidden"].ToArray();
        model.Evaluate(x, target);
        Assert.NotEqual(state, model.Parameters["hidden"].ToArray());
        state = model.Parameters["hidden"].ToArray();
        model.Gradients(x, target);
        Assert.NotEqual(state, model.Parameters["hidden"].ToArray());
        Assert.False(model.Parameters["hidden"].IsTrainable);
    }

    [Fact]
    public void AFileOfWeightsAloneLeavesStatesAsTheyAre()
    {
        using var folder = new TemporaryFolder();
        var path = folder["weights.safetensors"];
        using var plain = StatelessNet.Create(Device.Cpu, seed: 4);
        plain.Save(path);
        using var model = StreamNet.Create(Device.Cpu, seed: 2);
        Predicted(model, [1, 2, 3, 4, 5, 6]);
        var state = model.Parameters["hidden"].ToArray();
        model.Load(path);
        Assert.Equal(state, model.Parameters["hidden"].ToArray());
        Assert.Equal(plain.Parameters["memory.weight"].ToArray(), model.Parameters["memory.weight"].ToArray());
    }

    [Fact]
    public void WhatIsCachedIsWhatIsComputedAtOnce()
    {
        const int context = 12;
        using var model = CachedNet.Create(Device.CpuWith(2), seed: 1);
        var x = Enumerable.Range(0, context * 8).Select(index => Math.Sin(index * 0.7)).ToArray();
        var whole = new double[x.Length];
        model.Predict(x, 0, whole);
        foreach (var pieces in (int[][])[[.. Enumerable.Repeat(1, context)], [5, 1, 1, 5], [1, 11], [7, 5]])
        {
            model.Reset();
            var (cached, position) = (new double[x.Length], 0);
            foreach (var count in pieces)
            {
                model.Predict(x.AsSpan(position * 8, count * 8), position, cached.AsSpan(position * 8, count * 8));
                position += count;
            }

            ProgramReference.Near(whole, cached, 1e-14);
        }

        var beyond = Assert.ThrowsAny<ArgumentException>(() => model.Predict(x.AsSpan(0, 16), 11, whole));
        Assert.Contains("13; it must be in 0..12", beyond.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => model.Predict(x.AsSpan(0, 8), -1, whole));
    }

    [Theory, OnDevices(DriversOnly = true)]
    public void PiecesAreAssignedOn(string device) => CheckPieces(TestDevices.Model(device));

    [Fact]
    public void PiecesAreAssigned() => CheckPieces(Device.CpuWith(2));

    [Fact]
    public void ACallThatAssignsAStateRunsAloneAndAllocatesNothing()
    {
        using var model = StreamNet.Create(Device.Cpu, seed: 2);
        var (x, y) = (new double[6], new double[4]);
        Allocation.IsNone(() =>
        {
            model.Predict(x, y);
            model.Reset();
        });
        using var predictor = model.CreatePredictor();
        predictor.Predict(x, y);
        var both = new[] { new double[4], new double[4] };
        model.Reset();
        Parallel.Invoke(() => Retried(() => model.Predict(x, both[0])), () => Retried(() => predictor.Predict(x, both[1])));
        Assert.NotEqual(both[0], both[1]);

        static void Retried(Action call)
        {
            while (Record.Exception(call) is { } refusal)
                Assert.Contains("must be alone", Assert.IsType<InvalidOperationException>(refusal).Message, StringComparison.Ordinal);
        }
    }

    private static void CheckPieces(Device device)
    {
        using var model = PieceNet.Create(device, seed: 1);
        var rows = new float[12];
        model.SetRow([1, 2, 3, 4], 1, rows);
        Assert.Equal([0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0], rows);
        model.SetElement([9], 2, rows);
        Assert.Equal([0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 9], rows);
        model.AddToColumns([1, 1, 2, 2, 3, 3], rows);
        Assert.Equal([0, 1, 1, 0, 1, 4, 5, 4, 0, 3, 3, 9], rows);
        model.Shift([7, 7, 7, 7], rows);
        Assert.Equal([7, 7, 7, 7, 0, 1, 1, 0, 1, 4, 5, 4], rows);
        Assert.Equal(rows, model.Parameters["rows"].ToArray());
        foreach (var row in (int[])[-1, 3, int.MaxValue])
            Assert.ThrowsAny<ArgumentException>(() => model.SetRow([1, 2, 3, 4], row, rows));
        Assert.Equal(rows, model.Parameters["rows"].ToArray());

        model.Either([8, 8, 8, 8], false, rows);
        Assert.Equal([14, 14, 14, 14, 0, 2, 2, 0, 2, 8, 10, 8], rows);
        model.Either([8, 8, 8, 8], true, rows);
        Assert.Equal([7, 7, 7, 7, 0, 1, 1, 0, 8, 8, 8, 8], rows);
        Assert.Equal(rows, model.Parameters["rows"].ToArray());

        var cube = new float[30];
        model.Fill([3], 2, 2, cube);
        Assert.All(cube, value => Assert.Equal(0.5f, value));
        model.Fill([3], 1, 3, cube);
        Assert.Equal([4, 7, 19, 22], Enumerable.Range(0, 30).Where(index => cube[index] == 3));
        Assert.ThrowsAny<ArgumentException>(() => model.Fill([3], 3, 2, cube));
        Assert.ThrowsAny<ArgumentException>(() => model.Fill([3], 3, 6, cube));
        var column = new float[6];
        model.Twice([1, 2, 4], 4, column);
        Assert.Equal([1, 2, 4, 2, 4, 8], column);
        Assert.Equal([12, 13, 14, 27, 28, 29], Enumerable.Range(0, 30)
            .Where(index => model.Parameters["cube"].ToArray()[index] is not (0.5f or 3)));
    }

    private static double[] Predicted(StreamNet model, double[] x)
    {
        var y = new double[4];
        model.Predict(x, y);
        return y;
    }
}
