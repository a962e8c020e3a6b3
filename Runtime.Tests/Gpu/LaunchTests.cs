using ILGPU;

namespace ModelGen.Tests.Gpu;

/// <summary>How launches and copies follow each other, and what they cost the host.</summary>
public class LaunchTests
{
    // The emulator starts tasks for each launch, which drivers do not.
    [Theory, OnDevices]
    public void LaunchesAndInputsAllocateNothingInDrivers(string device)
    {
        using var counter = new Counter(device);
        counter.Add(10);
        // The stage for inputs is used from its start again after 16.
        for (int step = 0; step < 32; step++) counter.Set(10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        counter.Set(10);
        counter.Add(100);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(110, counter.Read());
        if (TestDevices.Get(device).Kind != DeviceKind.Emulator) Assert.Equal(0, allocated);
    }

    [Theory, OnDevices]
    public void LaunchesAndCopiesRunInOrder(string device)
    {
        using var counter = new Counter(device);
        for (int value = 0; value < 20; value++)
        {
            counter.Set(value);
            counter.Add(value);
            Assert.Equal(2 * value, counter.Read());
        }
    }

    [Theory, OnDevices]
    public void NoGroupsAreNoLaunch(string device)
    {
        using var counter = new Counter(device);
        counter.AddNothing();
        Assert.Equal(0, counter.Read());
    }

    [Theory, OnDevices]
    public void TwoModelsMayRunInTwoThreads(string device)
    {
        using var first = new Counter(device);
        using var second = new Counter(device);
        Parallel.Invoke(() => first.Add(50), () => second.Add(70));
        Assert.Equal((50, 70), (first.Read(), second.Read()));
    }

    private sealed class Counter : IDisposable
    {
        private readonly DeviceMemory _memory;
        private readonly Arguments _arguments;
        private readonly int[] _start = new int[1];

        public Counter(string device)
        {
            _memory = new(device);
            _arguments = new Arguments { Value = _memory.Room<int>(1), Step = 1 };
        }

        public void Add(int times)
        {
            for (int time = 0; time < times; time++) _memory.Launch(Kernel, 1, 32, _arguments);
        }

        public void AddNothing() => _memory.Launch(Kernel, 0, 32, _arguments);

        public void Set(int value)
        {
            _start[0] = value;
            _memory.Send(_start, 0);
        }

        public int Read() => _memory.Get<int>(1)[0];

        public void Dispose() => _memory.Dispose();

        private static void Kernel(Arguments a)
        {
            if (Group.IdxX == 0) a.Value[0] += a.Step;
        }
    }

    internal struct Arguments
    {
        public ArrayView<int> Value;
        public int Step;
    }
}
