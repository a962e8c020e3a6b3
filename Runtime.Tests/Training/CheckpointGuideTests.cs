#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
#pragma warning disable CA1305 // The page shows what users write.
using ModelGen.Tests.Checkpoints;

namespace ModelGen.Tests.Training;

/// <summary>Runs what docs/checkpoints.md shows; that each line of C# there stands in this file is a test of the generator's.</summary>
public sealed class CheckpointGuideTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void TheCodeOfThePageGoesOn()
    {
        using var source = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            source.Cancel();
        };
        var run = Path.GetFullPath(folder["run"]);
        for (var time = 0; time < 2; time++)
        {
            using var model = Moons.Create(Device.Cpu, seed: 1);
            using var loader = new DataLoader<float, int>(new MoonSet(1000), batchSize: 32, shuffle: true, seed: 1, workers: 2);
            var options = new FitOptions
            {
                Epochs = 10,
                Callbacks = [new Checkpoint(run, every: 50)],
                ResumeFrom = run,
                Metadata = new Dictionary<string, string> { ["data"] = "moons, version 2" },
            };
            var history = model.Fit(loader, options);
            Console.WriteLine(history.ResumedFrom is { } file ? $"went on from {file}" : "began anew");
            Assert.Equal(time == 1, history.ResumedFrom is not null);
            Assert.Equal(10, history.Count);
        }

        if (Checkpoint.Newest(run) is { } newest)
        {
            var info = CheckpointInfo.Read(newest);
            Console.WriteLine($"step {info.Step}, {info.Epochs} epochs, {info.Metadata["data"]}");
            using var trained = Moons.Create(Device.Cpu);
            trained.Load(newest, withOptimizer: false);
            Assert.Equal((320L, 10), (info.Step, info.Epochs));
        }
    }

    [Fact]
    public void TheCallbackOfThePageIsKept()
    {
        var (x, y) = (new float[20], new int[10]);
        for (var time = 0; time < 2; time++)
        {
            using var model = Moons.Create(Device.Cpu, seed: 1);
            var history = model.Fit(x, y, new FitOptions
            {
                Epochs = time == 0 ? 2 : 9,
                ResumeFrom = folder["run"],
                Callbacks = [new Patience(epochs: 3), new Checkpoint(folder["run"])],
            });
            Assert.Equal(time == 0 ? 2 : 3, history.Count);
        }
    }

    public void Dispose() => folder.Dispose();
}

public sealed class Patience(int epochs) : IFitCallback
{
    private int _left = epochs;

    public void OnEpochEnd(FitContext context)
    {
        if (--_left == 0) context.Stop("patience is at its end");
    }

    public void SaveState(IDictionary<string, string> state) => state["left"] = $"{_left}";

    public void LoadState(IReadOnlyDictionary<string, string> state)
    {
        if (state.TryGetValue("left", out var left)) _left = int.Parse(left);
    }
}
