using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>
/// The base of emitted GPU code: a queue of launches and the two blocks of device memory of a model, one for what lives from step
/// to step (parameters, optimizer state) and one for what lives within a step.
/// </summary>
public abstract class IlgpuExecutor : IDisposable
{
    private readonly AcceleratorStream _stream;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _persistent;
    private MemoryBuffer1D<byte, Stride1D.Dense> _arena;

    /// <summary>Reserves the memory of a model on a device.</summary>
    protected IlgpuExecutor(IlgpuDevice device, long persistentBytes, long arenaBytes)
    {
        Context = IlgpuContext.Open(device);
        _stream = Context.Accelerator.CreateStream();
        _persistent = Allocate(persistentBytes);
        _arena = Allocate(arenaBytes);
    }

    /// <summary>The device and its kernels.</summary>
    protected IlgpuContext Context { get; }

    /// <summary>The queue in which every launch and copy of this model stands.</summary>
    protected AcceleratorStream Stream => _stream;

    /// <summary>Enlarges the arena where it is smaller than a number of bytes; what it held is lost then.</summary>
    public void EnsureArena(long bytes)
    {
        if (bytes <= _arena.LengthInBytes) return;
        Synchronize();
        _arena.Dispose();
        _arena = Allocate(bytes);
    }

    /// <summary>Waits until everything queued has run.</summary>
    public void Synchronize() => _stream.Synchronize();

    /// <summary>Copies from device memory, after everything queued before.</summary>
    public unsafe void ReadBlock(bool persistent, long offset, Span<byte> target)
    {
        if (target.IsEmpty) return;
        fixed (byte* start = target) Bytes(persistent, offset, target.Length).CopyToCPU(_stream, ref *start, target.Length);
    }

    /// <summary>Copies to device memory, after everything queued before.</summary>
    public unsafe void WriteBlock(bool persistent, long offset, ReadOnlySpan<byte> source)
    {
        if (source.IsEmpty) return;
        fixed (byte* start = source) Bytes(persistent, offset, source.Length).CopyFromCPU(_stream, ref *start, source.Length);
    }

    /// <summary>Frees the device memory.</summary>
    public void Dispose()
    {
        Synchronize();
        _arena.Dispose();
        _persistent.Dispose();
        _stream.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A part of the persistent block, from a byte offset, as elements.</summary>
    protected ArrayView<T> Persistent<T>(long offset, long length)
        where T : unmanaged
        => View<T>(_persistent, offset, length);

    /// <summary>A part of the arena, from a byte offset, as elements.</summary>
    protected ArrayView<T> Arena<T>(long offset, long length)
        where T : unmanaged
        => View<T>(_arena, offset, length);

    /// <summary>Queues a kernel for groups of threads in a row.</summary>
    protected void Launch<TArguments>(Action<AcceleratorStream, KernelConfig, TArguments> kernel, int groups, int threads, in TArguments arguments)
        where TArguments : struct
        => Launch(kernel, groups, 1, threads, 1, arguments);

    /// <summary>Queues a kernel for a rectangle of groups of rectangles of threads. Where there is no group, nothing is launched.</summary>
    protected void Launch<TArguments>(
        Action<AcceleratorStream, KernelConfig, TArguments> kernel, int groupsX, int groupsY, int threadsX, int threadsY, in TArguments arguments)
        where TArguments : struct
    {
        if (groupsX <= 0 || groupsY <= 0) return;
        // Models share a kernel, and an OpenCL kernel takes its arguments one by one.
        lock (kernel) kernel(_stream, new KernelConfig(new Index2D(groupsX, groupsY), new Index2D(threadsX, threadsY)), arguments);
    }

    private static ArrayView<T> View<T>(MemoryBuffer1D<byte, Stride1D.Dense> block, long offset, long length)
        where T : unmanaged
        => block.View.BaseView.SubView(offset, length * Interop.SizeOf<T>()).Cast<T>();

    private ArrayView<byte> Bytes(bool persistent, long offset, long length)
        => View<byte>(persistent ? _persistent : _arena, offset, length);

    // A driver gives no block of 0 bytes.
    private MemoryBuffer1D<byte, Stride1D.Dense> Allocate(long bytes) => Context.Accelerator.Allocate1D<byte>(Math.Max(bytes, 64));
}
