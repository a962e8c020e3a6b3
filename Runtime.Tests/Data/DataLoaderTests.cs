using ModelGen.Tests.Execution;

namespace ModelGen.Tests.Data;

/// <summary>The order and the contents of batches, whoever reads them.</summary>
public class DataLoaderTests
{
    public static TheoryData<int, int, int, bool> Sizes()
    {
        var data = new TheoryData<int, int, int, bool>();
        foreach (var count in (int[])[0, 1, 7, 64, 65])
        {
            foreach (var workers in (int[])[0, 1, 3, 16])
            {
                data.Add(count, 8, workers, false);
                data.Add(count, 8, workers, true);
                data.Add(count, 1, workers, false);
                data.Add(count, 100, workers, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void BatchesAreTheSamplesInTheirOrder(int count, int batchSize, int workers, bool dropLast)
    {
        using var loader = new DataLoader<float, int>(new CountingSet(count), batchSize, dropLast: dropLast, workers: workers);
        var whole = dropLast ? count / batchSize * batchSize : count;
        Assert.Equal((whole + batchSize - 1) / batchSize, loader.Count);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var (seen, batches) = (new List<int>(), 0);
            foreach (var batch in loader)
            {
                batches++;
                Assert.Equal(Math.Min(batchSize, count - seen.Count), batch.Count);
                Assert.Equal((batch.Count * 2, batch.Count), (batch.Input.Length, batch.Target.Length));
                for (var row = 0; row < batch.Count; row++)
                {
                    var index = batch.Target[row];
                    Assert.Equal((index, index % 2 == 0 ? index + 0.5f : 0), (batch.Input[row * 2], batch.Input[(row * 2) + 1]));
                    seen.Add(index);
                }
            }

            Assert.Equal(Enumerable.Range(0, whole), seen);
            Assert.Equal(loader.Count, batches);
        }
    }

    [Fact]
    public void ShufflesDependOnSeedAndEpochAlone()
    {
        var first = Epochs(workers: 0, seed: 5);
        foreach (var workers in (int[])[1, 2, 7]) Assert.Equal(first, Epochs(workers, seed: 5));
        Assert.NotEqual(first[0], first[1]);
        Assert.NotEqual(first, Epochs(0, seed: 6));
        Assert.All(first, epoch => Assert.Equal(Enumerable.Range(0, 37), epoch.Order()));
        using var loader = new DataLoader<float, int>(new CountingSet(37), 4, shuffle: true, seed: 5, workers: 2) { Epoch = 2 };
        Assert.Equal(first[2], Read(loader));
        Assert.Equal(3, loader.Epoch);
    }

    [Fact]
    public void EveryOrderIsAsLikelyAsAnother()
    {
        var counts = new Dictionary<string, int>();
        using var loader = new DataLoader<float, int>(new CountingSet(4), 4, shuffle: true, seed: 3);
        for (var epoch = 0; epoch < 24_000; epoch++)
        {
            var order = string.Join(",", Read(loader));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);

        // The standard deviation of each is 31.
        Assert.All(counts.Values, count => Assert.InRange(count, 840, 1160));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void AnErrorOfTheDataSetNamesTheSample(int workers)
    {
        var set = new CountingSet(40) { Before = index => Throw.If(index == 13) };
        using var loader = new DataLoader<float, int>(set, 4, workers: workers);
        var seen = new List<int>();
        var fault = Assert.Throws<DataLoadException>(() => Read(loader, seen));
        Assert.Equal(13, fault.Index);
        Assert.Equal("Sample 13 of CountingSet could not be filled: no such file", fault.Message);
        Assert.IsType<FileNotFoundException>(fault.InnerException);
        Assert.Equal(Enumerable.Range(0, 12), seen);
        set.Before = null;
        Assert.Equal(Enumerable.Range(0, 40), Read(loader));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void ALoopMayEndEarly(int workers)
    {
        var set = new CountingSet(1000);
        using var loader = new DataLoader<float, int>(set, 10, workers: workers);
        foreach (var batch in loader)
        {
            Assert.Equal(0, batch.Target[0]);
            break;
        }

        var asked = set.Asked.Count;
        Assert.InRange(asked, 10, 10 * ((workers * 2) + 1));
        Thread.Sleep(20);
        Assert.Equal(asked, set.Asked.Count);
        Assert.Equal(Enumerable.Range(0, 1000), Read(loader));
    }

    [Fact]
    public void WorkersReadAtTheSameTimeAndAhead()
    {
        // Each sample waits until three are being read, which one thread alone would never see.
        using var barrier = new Barrier(3);
        var set = new CountingSet(6) { Before = _ => Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(30))) };
        using var loader = new DataLoader<float, int>(set, 1, workers: 3);
        Assert.Equal(Enumerable.Range(0, 6), Read(loader));
    }

    [Fact]
    public void TwoLoopsAtOnceAreRefused()
    {
        using var loader = new DataLoader<float, int>(new CountingSet(4), 2, workers: 1);
        var refusal = Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (var _ in loader) Read(loader);
        });
        Assert.StartsWith("Another loop over this DataLoader has not ended", refusal.Message);
        Assert.Equal([0, 1, 2, 3], Read(loader));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void ADisposedLoaderSaysSoAndItsThreadsEnd(int workers)
    {
        var set = new CountingSet(100);
        var loader = new DataLoader<float, int>(set, 2, workers: workers);
        Assert.Throws<ObjectDisposedException>(() =>
        {
            foreach (var _ in loader) loader.Dispose();
        });
        loader.Dispose();
        var asked = set.Asked.Count;
        Assert.Throws<ObjectDisposedException>(() => Read(loader));
        Assert.Equal(asked, set.Asked.Count);
    }

    /// <summary>What would wait for the very sample that is being filled is an error, and no hang.</summary>
    [Theory]
    [InlineData(0, "dispose")]
    [InlineData(1, "dispose")]
    [InlineData(3, "dispose")]
    [InlineData(0, "loop")]
    [InlineData(2, "loop")]
    [InlineData(0, "end")]
    [InlineData(2, "end")]
    [InlineData(0, "next")]
    [InlineData(2, "next")]
    public void FillMayNotUseTheLoaderThatCallsIt(int workers, string use)
    {
        var set = new CountingSet(40);
        using var loader = new DataLoader<float, int>(set, 4, workers: workers);
        var loop = default(DataLoader<float, int>.Enumerator);
        using var isReady = new ManualResetEventSlim();
        set.Before = index =>
        {
            if (index != 6) return;
            isReady.Wait();
            if (use == "dispose") loader.Dispose();
            else if (use == "loop") loader.GetEnumerator();
            else if (use == "end") loop.Dispose();
            else
            {
                // A copy, for the loop itself goes on meanwhile.
                var own = loop;
                own.MoveNext();
            }
        };
        loop = loader.GetEnumerator();
        isReady.Set();
        var fault = Assert.Throws<DataLoadException>(() =>
        {
            while (loop.MoveNext()) Assert.Equal(0, loop.Current.Target[0]);
        });
        Assert.Equal("Fill of CountingSet uses the DataLoader that calls it, which would wait for itself. Dispose or read a loader "
            + "outside of Fill.", Assert.IsType<InvalidOperationException>(fault.InnerException).Message);
        loop.Dispose();
        set.Before = null;
        Assert.Equal(Enumerable.Range(0, 40), Read(loader));
    }

    /// <summary>A set may be made of another loader's batches.</summary>
    [Fact]
    public void FillMayUseAnotherLoader()
    {
        using var inner = new DataLoader<float, int>(new CountingSet(3), 3);
        var set = new CountingSet(5) { Before = _ => Assert.Equal([0, 1, 2], Read(inner)) };
        using var loader = new DataLoader<float, int>(set, 2);
        Assert.Equal([0, 1, 2, 3, 4], Read(loader));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void EpochsAllocateNothing(int workers)
    {
        using var loader = new DataLoader<float, int>(DataSet.Of(new float[200], new int[100], 100), 8, shuffle: true, workers: workers);
        var sum = 0f;
        Allocation.IsNone(() =>
        {
            foreach (var (x, y) in loader) sum += x[0] + y[0];
        });
        Assert.Equal(0, sum);
    }

    [Fact]
    public void WrongArgumentsAreTold()
    {
        var set = new CountingSet(4);
        Assert.Equal("dataSet", Assert.Throws<ArgumentNullException>(() => new DataLoader<float, int>(null!)).ParamName);
        Assert.Equal("batchSize", Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoader<float, int>(set, 0)).ParamName);
        Assert.Equal("workers", Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoader<float, int>(set, workers: -1)).ParamName);
        Assert.Equal("readAhead",
            Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoader<float, int>(set, readAhead: 0)).ParamName);
        using var loader = new DataLoader<float, int>(new CountingSet(-1));
        Assert.Equal("CountingSet.Count is -1; it must be 0 or more.",
            Assert.Throws<InvalidOperationException>(() => Read(loader)).Message);
        var sizes = Assert.Throws<ArgumentException>(() => DataSet.Of(new float[9], new int[4], 4));
        Assert.StartsWith("inputs has 9 elements, which are not the same number for each of 4 samples.", sizes.Message);
    }

    private static List<List<int>> Epochs(int workers, long seed)
    {
        using var loader = new DataLoader<float, int>(new CountingSet(37), 4, shuffle: true, seed: seed, workers: workers);
        return [.. Enumerable.Range(0, 3).Select(_ => Read(loader))];
    }

    private static List<int> Read(DataLoader<float, int> loader, List<int>? seen = null)
    {
        seen ??= [];
        foreach (var (_, targets) in loader) seen.AddRange(targets);
        return seen;
    }

    private static class Throw
    {
        public static void If(bool condition)
        {
            if (condition) throw new FileNotFoundException("no such file");
        }
    }
}
