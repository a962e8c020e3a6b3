#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using ModelGen.Tests.Checkpoints;
using static ModelGen.Tests.Training.ResumedRun;

namespace ModelGen.Tests.Training;

/// <summary>
/// Thousands of files that are no checkpoint any more: each is refused in few words, with no more memory than its size suggests, and
/// neither the model nor the checkpoint before it changes.
/// </summary>
public sealed class HostileCheckpointTests : IDisposable
{
    private const int Least = 3_000;

    // Of a file: its text, what it is parsed to, and names and numbers as objects.
    private const long MemoryOfByte = 32;

    // Of a run that is made and ends: its options, its model's block and its message.
    private const long MemoryOfRun = 1 << 18;

    // One in so many is tried with a good checkpoint before it, from which the run goes on.
    private const int OneIn = 25;

    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder["run"];

    [Fact]
    public void NoneOfThemChangesAnything()
    {
        using (var first = Create()) Train(first, Form.Spans, Options(Form.Spans, Folder, steps: 7));
        var newest = Checkpoint.Newest(Folder)!;
        var whole = File.ReadAllBytes(newest);
        foreach (var path in Directory.GetFiles(Folder)) File.Delete(path);
        using var model = Create(seed: 8);
        var (before, weights, count) = (Bytes(model), Weights(model), 0);
        foreach (var (kind, bytes) in new HostileCheckpoints(whole, seed: 5).All)
        {
            File.WriteAllBytes(newest, bytes);
            Refused(model, kind, bytes.Length);
            Assert.True(weights.AsSpan().SequenceEqual(Weights(model)), kind);
            count++;
        }

        Assert.InRange(count, Least, int.MaxValue);
        Assert.Equal(before, Bytes(model));
        File.WriteAllBytes(newest, whole);
        Assert.Equal(newest, Train(model, Form.Spans, Options(Form.Spans, Folder)).ResumedFrom);
    }

    [Fact]
    public void TheCheckpointBeforeIsUntouchedAndGoneOnFrom()
    {
        using (var first = Create()) Train(first, Form.Spans, Options(Form.Spans, Folder, steps: 7));
        var newest = Checkpoint.Newest(Folder)!;
        var whole = File.ReadAllBytes(newest);
        var good = Path.Combine(Folder, "step-000000000005.safetensors");
        var kept = File.ReadAllBytes(good);
        using var expected = Create();
        var end = Train(expected, Form.Spans, Options(Form.Spans, null));
        foreach (var (kind, bytes) in new HostileCheckpoints(whole, seed: 6).All.Where((_, number) => number % OneIn == 0))
        {
            File.WriteAllBytes(newest, bytes);
            using var model = Create(seed: 8);
            var options = Options(Form.Spans, null);
            var history = Train(model, Form.Spans, new()
            {
                Epochs = options.Epochs,
                BatchSize = options.BatchSize,
                ResumeFrom = Folder,
                Callbacks = options.Callbacks,
            });
            Assert.True(history.ResumedFrom == good && history.SkippedCheckpoints.Count == 1, kind);
            Assert.Equal(Numbers(end), Numbers(history));
            Assert.True(kept.AsSpan().SequenceEqual(File.ReadAllBytes(good)), kind);
        }
    }

    public void Dispose() => _folder.Dispose();

    private void Refused(SavedNet model, string kind, int length)
    {
        var start = GC.GetAllocatedBytesForCurrentThread();
        var fault = Record.Exception(() => Train(model, Form.Spans, Options(Form.Spans, Folder)));
        var memory = GC.GetAllocatedBytesForCurrentThread() - start;
        Assert.True(fault is InvalidDataException, $"{kind}: {fault}");
        Assert.True(fault.Message.Contains("cannot be loaded: ", StringComparison.Ordinal) && fault.Message.Length is > 50 and < 1_500,
            $"{kind}: {fault.Message}");
        Assert.True(memory < MemoryOfRun + (MemoryOfByte * length), $"{kind}: {memory} bytes for a file of {length}");
    }

    private static float[] Weights(SavedNet model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];
}
