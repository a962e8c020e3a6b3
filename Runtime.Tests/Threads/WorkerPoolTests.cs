using ModelGen.Runtime;

namespace ModelGen.Tests.Threads;

public unsafe class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void EachItemIsDoneOnce(int threads)
    {
        using var pool = new WorkerPool(threads);
        var counts = stackalloc int[70];
        for (var round = 0; round < 2000; round++)
        {
            var items = round % 70;
            new Span<int>(counts, 70).Clear();
            pool.Run(&Count, counts, items);
            for (var item = 0; item < 70; item++) Assert.Equal(item < items ? 1 : 0, counts[item]);
        }
    }

    [Fact]
    public void ARunAfterASleepWakesTheThreads()
    {
        using var pool = new WorkerPool(3);
        var counts = stackalloc int[8];
        for (var round = 0; round < 20; round++)
        {
            Thread.Sleep(5);
            new Span<int>(counts, 8).Clear();
            pool.Run(&Count, counts, 8);
            for (var item = 0; item < 8; item++) Assert.Equal(1, counts[item]);
        }
    }

    [Fact]
    public void ARunAllocatesNothing()
    {
        using var pool = new WorkerPool(2);
        var counts = stackalloc int[100];
        pool.Run(&Count, counts, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++) pool.Run(&Count, counts, 100);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void AFailureReachesTheCallerAndThePoolGoesOn()
    {
        using var pool = new WorkerPool(4);
        var counts = stackalloc int[50];
        var thrown = 0;
        try
        {
            pool.Run(&Fail, counts, 50);
        }
        catch (InvalidDataException)
        {
            thrown++;
        }

        Assert.Equal(1, thrown);
        pool.Run(&Count, counts, 50);
        Assert.Equal(1, counts[49]);
    }

    [Fact]
    public void RunsOfSeveralThreadsAtOnceAreAllDone()
    {
        using var pool = new WorkerPool(2);
        var threads = Enumerable.Range(0, 6).Select(_ => new Thread(() =>
        {
            var counts = stackalloc int[20];
            for (var round = 0; round < 300; round++)
            {
                new Span<int>(counts, 20).Clear();
                pool.Run(&Count, counts, 20);
                for (var item = 0; item < 20; item++) Assert.Equal(1, counts[item]);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private static void Count(void* context, int item) => Interlocked.Increment(ref ((int*)context)[item]);

    private static void Fail(void* context, int item)
    {
        if (item == 17) throw new InvalidDataException("item 17");
    }
}
