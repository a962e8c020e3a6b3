#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using ModelGen.Tests.Checkpoints;
using static ModelGen.Tests.Training.ResumedRun;

namespace ModelGen.Tests.Training;

/// <summary>A run that is stopped anywhere and goes on ends with the bits of one that was not stopped.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder["run"];

    public static TheoryData<int> Forms => [.. Enum.GetValues<Form>().Select(form => (int)form)];

    [Theory]
    [MemberData(nameof(Forms))]
    public void StoppedAtEachStep(int number)
    {
        var form = (Form)number;
        var (bytes, history) = Whole(form);
        for (var stop = 0; stop <= Epochs * StepsOfEpoch; stop++)
        {
            using (var first = Create()) Train(first, form, Options(form, Folder, steps: stop));
            GoesOn(form, bytes, history);
        }
    }

    /// <summary>The process is gone at some step, and the newest checkpoint is one or two steps old.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void GoneAtEachStep(int number)
    {
        var form = (Form)number;
        var (bytes, history) = Whole(form);
        for (var stop = 1; stop <= history.Length * StepsOfEpoch; stop += form == Form.LoaderThatReadsAhead ? 3 : 2)
        {
            using (var first = Create())
            {
                var options = Options(form, Folder, more: new Gone(stop), every: 2);
                try
                {
                    Train(first, form, options);
                }
                catch (GoneException)
                {
                }
            }

            GoesOn(form, bytes, history, every: 2);
        }
    }

    [Fact]
    public void CancelledAndGoneOnStepByStep()
    {
        var (bytes, history) = Whole(Form.Loader);
        for (var stop = 1; stop < 40; stop++)
        {
            using var source = new CancellationTokenSource();
            using var model = Create(seed: 2 + stop);
            var options = Options(Form.Loader, Folder, more: new Cancels(source));
            try
            {
                Train(model, Form.Loader, new()
                {
                    Epochs = Epochs,
                    Callbacks = options.Callbacks,
                    ResumeFrom = Folder,
                    Cancellation = source.Token,
                });
                Assert.Equal(bytes, Bytes(model));
                return;
            }
            catch (FitCanceledException)
            {
                Assert.NotNull(Checkpoint.Newest(Folder));
            }
        }

        Assert.Fail($"after 40 parts the run has not ended; its epochs are {history.Length}");
    }

    /// <summary>Between two epochs too, where checkpoints are written every many steps.</summary>
    [Fact]
    public void CancelledAfterAnEpoch()
    {
        var (bytes, history) = Whole(Form.Loader);
        using var source = new CancellationTokenSource();
        using (var first = Create())
        {
            Assert.Throws<FitCanceledException>(() => Train(first, Form.Loader, new()
            {
                Epochs = Epochs,
                Callbacks = Options(Form.Loader, Folder, every: 1000).Callbacks,
                OnEpoch = _ => source.Cancel(),
                Cancellation = source.Token,
            }));
        }

        Assert.EndsWith("step-000000000005.safetensors", Checkpoint.Newest(Folder));
        GoesOn(Form.Loader, bytes, history);
    }

    [Fact]
    public void ARunThatHasEndedIsNotGoneOnWith()
    {
        var (bytes, history) = Whole(Form.Spans);
        for (var time = 0; time < 3; time++)
        {
            using var model = Create(seed: 3 + time);
            Assert.Equal(history, Numbers(Train(model, Form.Spans, Options(Form.Spans, Folder))));
            Assert.Equal(bytes, Bytes(model));
        }
    }

    [Fact]
    public void OneThatACallbackStoppedStaysStopped()
    {
        foreach (var seed in (int[])[3, 8])
        {
            using var model = Create(seed);
            var history = Train(model, Form.Loader, Options(Form.Loader, Folder, more: new Stops(at: 7)));
            Assert.Equal(2, history.Count);
            Assert.Equal(seed == 3, history.ResumedFrom is null);
        }
    }

    [Fact]
    public void MoreEpochsGoOn()
    {
        using var whole = Create();
        var expected = Numbers(Train(whole, Form.Spans, Options(Form.Spans, null, epochs: 2))).ToList();
        using (var first = Create()) Train(first, Form.Spans, Options(Form.Spans, Folder, epochs: 1));
        using var resumed = Create(seed: 9);
        var history = Train(resumed, Form.Spans, Options(Form.Spans, Folder, epochs: 2));
        Assert.Equal(expected, Numbers(history));
        Assert.EndsWith("step-000000000005.safetensors", history.ResumedFrom);
        Assert.Equal(Bytes(whole), Bytes(resumed));
    }

    [Fact]
    public void OtherSamplesWithinAnEpochAreRefused()
    {
        using (var first = Create()) Train(first, Form.Loader, Options(Form.Loader, Folder, steps: 7));
        using var model = Create(seed: 4);
        var before = Bytes(model);
        var message = Assert.Throws<InvalidOperationException>(
            () => Train(model, Form.LoaderThatDropsLast, Options(Form.Loader, Folder))).Message;
        Assert.Contains("the checkpoint's had 23 samples in batches of 5, shuffled by the seed 5, and this one has 23 samples in batches "
            + "of 5, shuffled by the seed 5, without what is left.", message);
        Assert.Equal(before, Bytes(model));
    }

    [Fact]
    public void AnotherGraphIsRefused()
    {
        using (var first = Create()) Train(first, Form.Loader, Options(Form.Loader, Folder, steps: 7));
        using var other = SavedNetWithMomentum.Create(Device.CpuWith(1), seed: 1);
        var message = Assert.Throws<InvalidOperationException>(() => other.Fit(new float[6], new float[4],
            new FitOptions { ResumeFrom = Folder })).Message;
        Assert.Contains("it is of a graph with the hash ", message);
        Assert.Contains(", and SavedNetWithMomentum has ", message);
    }

    [Fact]
    public void ACheckpointIsAFileThatLoadTakesAndTellsOfItsRun()
    {
        using var model = Create();
        var options = Options(Form.Loader, Folder, steps: 7);
        Train(model, Form.Loader, new()
        {
            Epochs = 3,
            Steps = 7,
            Callbacks = options.Callbacks,
            Metadata = new Dictionary<string, string> { ["data"] = "é 1" },
        });
        var path = Checkpoint.Newest(Folder)!;
        var info = CheckpointInfo.Read(path);
        Assert.Equal((7L, 1, 2, "é 1"), (info.Step, info.Epochs, info.StepOfEpoch, info.Metadata["data"]));
        using var loaded = Create(seed: 8);
        Assert.True(loaded.Load(path).IsComplete);
        using var alone = SavedNetForUse.Create(Device.Cpu);
        alone.Load(path);
        Assert.Equal(loaded.Parameters["hidden.weight"].ToArray(), alone.Parameters["hidden.weight"].ToArray());
    }

    public void Dispose() => _folder.Dispose();

    private static (byte[] Bytes, (int, double, double?, double)[] History) Whole(Form form)
    {
        using var model = Create();
        var history = Train(model, form, Options(form, null));
        return (Bytes(model), [.. Numbers(history)]);
    }

    private void GoesOn(Form form, byte[] bytes, (int, double, double?, double)[] history, long? every = null)
    {
        // Where there is nothing to go on from, the run begins anew.
        using var resumed = Create(seed: Checkpoint.Newest(Folder) is null ? 3 : 8);
        var found = Train(resumed, form, Options(form, Folder, every: every));
        Assert.Equal(history, Numbers(found));
        Assert.Equal(bytes, Bytes(resumed));
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class GoneException : Exception;

    private sealed class Gone(long step) : IFitCallback
    {
        public void OnStepEnd(FitContext context)
        {
            if (context.Step == step) throw new GoneException();
        }
    }

    private sealed class Cancels(CancellationTokenSource source) : IFitCallback
    {
        // The step that follows is the last of this part.
        public void OnStepEnd(FitContext context) => source.Cancel();
    }

    private sealed class Stops(long at) : IFitCallback
    {
        public void OnStepEnd(FitContext context)
        {
            if (context.Step == at) context.Stop("enough");
        }
    }
}
