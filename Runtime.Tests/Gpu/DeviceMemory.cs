using ILGPU;
using ModelGen.Gpu;
using ModelGen.Runtime;

namespace ModelGen.Tests.Gpu;

/// <summary>
/// Memory on a device for tests that launch kernels themselves: arguments in the persistent block, one result in the arena.
/// </summary>
internal sealed unsafe class DeviceMemory : IlgpuExecutor
{
    private long _used;

    public DeviceMemory(string device, long argumentBytes = 1 << 16, long resultBytes = 1 << 16)
        : base(Options(TestDevices.Get(device), argumentBytes))
        => EnsureArena(resultBytes);

    public ArrayView<T> Put<T>(T[] values)
        where T : unmanaged
    {
        long offset = _used;
        _used += (((long)values.Length * sizeof(T)) + 63) & ~63L;
        fixed (T* source = values) WriteBlock(MemoryBlock.Persistent, offset, source, (long)values.Length * sizeof(T));
        return Persistent<T>(offset, values.Length);
    }

    public ArrayView<T> Room<T>(int length)
        where T : unmanaged
        => Arena<T>(0, length);

    public T[] Get<T>(int length)
        where T : unmanaged
    {
        var values = new T[length];
        Read<T>(0, values);
        return values;
    }

    /// <summary>Queues an input, as emitted calls do.</summary>
    public ArrayView<T> Send<T>(T[] values, long offset)
        where T : unmanaged
    {
        fixed (T* source = values) return Upload<T>(source, offset, values.Length);
    }

    public void Enlarge(long arenaBytes) => EnsureArena(arenaBytes);

    public T[] GetArguments<T>(long offset, int length)
        where T : unmanaged
    {
        var values = new T[length];
        fixed (T* target = values) ReadBlock(MemoryBlock.Persistent, offset, target, (long)length * sizeof(T));
        return values;
    }

    public override void Run(int call, void** inputs, long* symbols)
        => throw new NotSupportedException("this memory belongs to no model");

    private static ExecutorOptions Options(IlgpuDevice device, long bytes)
        => new(new ModelLayout("Test", Precision.Single, [], bytes), new Device(device.Kind, device.Name, handle: device), 0, []);
}
