using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Gpu;

namespace ModelGen.Tests.Gpu;

/// <summary>How launches and copies follow each other, and what they cost the host.</summary>
public class LaunchTests
{
    // The emulator starts tasks for each launch, which drivers do not.
    [Theory, OnDevices]
    public void LaunchesAllocateNothingInDrivers(string device)
    {
        var found = TestDevices.Get(device);
        using var counter = new Counter(found);
        counter.Add(10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        counter.Add(100);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(110, counter.Read());
        if (found.Kind != IlgpuDeviceKind.Emulator) Assert.Equal(0, allocated);
    }

    [Theory, OnDevices]
    public void LaunchesAndCopiesRunInOrder(string device)
    {
        using var counter = new Counter(TestDevices.Get(device));
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
        using var counter = new Counter(TestDevices.Get(device));
        counter.AddNothing();
        Assert.Equal(0, counter.Read());
    }

    [Theory, OnDevices]
    public void TwoModelsMayRunInTwoThreads(string device)
    {
        using var first = new Counter(TestDevices.Get(device));
        using var second = new Counter(TestDevices.Get(device));
        Parallel.Invoke(() => first.Add(50), () => second.Add(70));
        Assert.Equal((50, 70), (first.Read(), second.Read()));
    }

    private sealed class Counter : IlgpuExecutor
    {
        private readonly Action<AcceleratorStream, KernelConfig, Arguments> _add;
        private readonly Arguments _arguments;
        private readonly int[] _value = new int[1];

        public Counter(IlgpuDevice device)
            : base(device, 4, 4)
        {
            _add = Context.Load<Arguments>(Kernel);
            _arguments = new Arguments { Value = Persistent<int>(0, 1), Other = Arena<int>(0, 1), Step = 1 };
            Set(0);
        }

        public void Add(int times)
        {
            for (int time = 0; time < times; time++) Launch(_add, 1, 32, _arguments);
        }

        public void AddNothing() => Launch(_add, 0, 32, _arguments);

        public void Set(int value)
        {
            _value[0] = value;
            WriteBlock(persistent: true, 0, MemoryMarshal.AsBytes(_value.AsSpan()));
        }

        public int Read()
        {
            ReadBlock(persistent: true, 0, MemoryMarshal.AsBytes(_value.AsSpan()));
            return _value[0];
        }

        private static void Kernel(Arguments a)
        {
            if (Group.IdxX == 0) a.Value[0] += a.Step;
        }
    }

    internal struct Arguments
    {
        public ArrayView<int> Value;
        public ArrayView<int> Other;
        public int Step;
    }
}
