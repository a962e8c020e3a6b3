#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using System.Reflection;

namespace ModelGen.Tests.Models;

/// <summary>Counts what the whole process allocates, so nothing may run beside it.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public class AllocationTests
{
    private const int Attempts = 20;
    private const int Samples = 40;

    private volatile bool _isServing = true;

    public static TheoryData<string> Names => [.. AllocationModels.Rows.Keys];

    /// <summary>Each call of each kind of model, on two threads, so that work is shared out too.</summary>
    [Theory, MemberData(nameof(Names))]
    public void CallsAllocateNothing(string name)
    {
        foreach (var (call, times, action) in AllocationModels.Rows[name](Device.CpuWith(2)))
        {
            var bytes = LeastAllocated(() => Repeat(action, times));
            Assert.True(bytes == 0, $"{call} of {name}: {bytes} bytes in {times} calls.");
        }
    }

    /// <summary>Calls of many threads, once each of them has found memory.</summary>
    [Fact]
    public void CallsOfManyThreadsAllocateNothing()
    {
        const int Threads = 32, Calls = 200;
        using var model = LeNet.Create(Device.Cpu);
        using var predictor = model.CreatePredictor();
        using var begin = new Barrier(Threads + 1);
        using var end = new Barrier(Threads + 1);
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() => Serve(number % 2 == 0 ? model : predictor))).ToList();
        threads.ForEach(thread => thread.Start());
        Assert.Equal(0, LeastAllocated(Round));
        _isServing = false;
        Round();
        threads.ForEach(thread => thread.Join());

        void Round()
        {
            begin.SignalAndWait();
            end.SignalAndWait();
        }

        void Serve(LeNet net)
        {
            var (x, y) = (new float[196], new float[5]);
            for (var isServing = true; isServing;)
            {
                begin.SignalAndWait();
                isServing = _isServing;
                for (var call = 0; call < Calls; call++) net.Predict(x, y);
                end.SignalAndWait();
            }
        }
    }

    /// <summary>An epoch of Fit allocates its result, and the more steps it has nothing more.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(2)]
    public void StepsOfFitAllocateNothing(int? workers) => Assert.Equal(OfAnEpoch(Samples, workers), OfAnEpoch(1, workers));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void EpochsOfALoaderAllocateNothing(int workers)
    {
        using var loader = new DataLoader<float, int>(DataSet.Of(new float[200], new int[100], 100), 3, shuffle: true, workers: workers);
        var sum = 0f;
        Action epoch = Epoch;
        Assert.Equal(0, LeastAllocated(() => Repeat(epoch, 5)));
        Assert.Equal(0, sum);

        void Epoch()
        {
            foreach (var (x, y) in loader) sum += x[0] + y[0];
        }
    }

    /// <summary>A structure that takes over a body from its interface is boxed at each call, even where its type is known.</summary>
    [Fact]
    public void NoInterfaceOfTheRuntimeHasABody()
    {
        // A callback of Fit is kept as a reference, so that a structure is boxed once.
        var interfaces = typeof(Device).Assembly.GetTypes().Where(type => type.IsInterface && type != typeof(IFitCallback));
        var methods = interfaces.SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .ToList();
        Assert.NotEmpty(methods);
        Assert.DoesNotContain(methods, method => !method.IsAbstract);
    }

    private static void Repeat(Action action, int times)
    {
        for (var time = 0; time < times; time++) action();
    }

    /// <summary>What one epoch of a steady training allocates.</summary>
    private static long OfAnEpoch(int batchSize, int? workers)
    {
        using var model = Layers.LinearModel.Create(Device.CpuWith(2));
        var (x, target) = (new float[Samples * 6], new float[Samples * 8]);
        var (least, last) = (long.MaxValue, 0L);
        if (workers is null)
        {
            model.Fit(x, target, Attempts, batchSize, onEpoch: Measure);
            return least;
        }

        using var loader = new DataLoader<float, float>(DataSet.Of(x, target, Samples), batchSize, shuffle: true, workers: workers.Value);
        model.Fit(loader, Attempts, onEpoch: Measure);
        return least;

        void Measure(EpochResult epoch)
        {
            var now = GC.GetTotalAllocatedBytes(precise: true);
            if (epoch.Epoch > 1) least = Math.Min(least, now - last);
            last = now;
        }
    }

    /// <summary>
    /// The least of several attempts: the test runner's own threads allocate now and then, a step that allocates does so each time.
    /// </summary>
    private static long LeastAllocated(Action action)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            action();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
