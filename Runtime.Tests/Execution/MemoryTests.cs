using System.Runtime.CompilerServices;
using ModelGen.Runtime;

namespace ModelGen.Tests.Execution;

public class MemoryTests
{
    [Fact]
    public void BlocksAreAlignedToCacheLinesAndZero()
    {
        using var model = TestModel.Create();
        model.Executor.Enlarge(1000);
        Assert.Equal(0, model.Executor.ArenaAddress % 64);
        Assert.Equal(0, model.Executor.PersistentAddress % 64);
        for (var offset = 0; offset < 1000; offset += 8) Assert.Equal(0, model.Executor.ReadArena(offset));
    }

    [Fact]
    public void TheArenaGrowsWhenItMustAndNeverShrinks()
    {
        using var model = TestModel.Create();
        model.Executor.Enlarge(1 << 20);
        var large = model.Executor.ArenaAddress;
        model.Executor.Enlarge(1 << 10);
        model.Evaluate([1, 2, 3]);
        Assert.Equal(large, model.Executor.ArenaAddress);
        model.Executor.Enlarge(1 << 22);
        Assert.Equal(2, model.Evaluate([1, 2, 3]).Loss, 1e-6);
    }

    [Fact]
    public void MemoryThatTheSystemDoesNotGiveIsNamedAndTheModelGoesOn()
    {
        using var model = TestModel.Create();
        model.Evaluate([1, 2, 3]);
        var refusal = Assert.Throws<OutOfMemoryException>(() => model.Executor.Enlarge(1L << 60));
        Assert.Equal("TestModel needs a block of 1152921504606846976 bytes, which the system does not give; a call on smaller inputs "
            + "needs less.", refusal.Message);
        Assert.Equal(2, model.Evaluate([1, 2, 3]).Loss, 1e-6);
        ExecutorOptions options = new(new("Huge", Precision.Single, [], 1L << 60), Device.CpuWith(2), 0, []);
        Assert.Throws<OutOfMemoryException>(() =>
            ModelFactory.Create(options, new ExecutorSource("Cpu", static options => new TestExecutor(options))));
    }

    [Fact]
    public void AModelThatNobodyDisposesIsCollectedInSpiteOfItsThreads()
    {
        var forgotten = Forget();
        for (var attempt = 0; attempt < 20 && forgotten.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(forgotten.IsAlive);
    }

    [Fact]
    public void AQueuedLossIsReadWhileTheModelIsFreeAndAlive()
    {
        var model = TestModel.Create();
        StepResult queued = new(model.Executor, 7);
        Assert.Equal(3.5, queued.Loss);
        Assert.Equal(3.5f, queued.ToSingle());
        string? refusal = null;
        model.Executor.During = () => refusal = Assert.Throws<InvalidOperationException>(() => queued.Loss).Message;
        model.TrainStep([1, 2, 3]);
        Assert.StartsWith("TestModel is in a call on another thread that must be alone.", refusal);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => queued.Loss);
    }

    [Fact]
    public void AQueuedLossIsReadAfterAPredictionThatUsesItsMemory()
    {
        using var model = TestModel.Create();
        StepResult queued = new(model.Executor, 7);
        var isRead = false;
        var reader = new Thread(() =>
        {
            _ = queued.Loss;
            Volatile.Write(ref isRead, true);
        });
        model.Executor.During = () =>
        {
            reader.Start();
            Thread.Sleep(50);
            Assert.False(Volatile.Read(ref isRead));
        };
        model.Evaluate([1, 2, 3]);
        reader.Join();
        Assert.True(isRead);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forget()
    {
        var model = TestModel.Create(threads: 3);
        model.TrainStep([1, 2, 3]);
        return new(model.Executor, trackResurrection: true);
    }
}
