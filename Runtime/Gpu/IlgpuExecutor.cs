using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Runtime;

namespace ModelGen.Gpu;

/// <summary>A model's memory on a GPU and the queue in which its launches and copies stand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe class IlgpuExecutor : ModelExecutor
{
    private readonly IlgpuContext _context;
    private readonly AcceleratorStream _stream;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _persistent;
    private readonly InputStage _inputs;
    private readonly LossRing _losses;
    private MemoryBuffer1D<byte, Stride1D.Dense> _arena;
    private MemoryBuffer1D<byte, Stride1D.Dense>? _aside;

    /// <summary>Takes the memory for parameters and states, or shares another executor's; the queue is its own.</summary>
    protected IlgpuExecutor(ExecutorOptions options)
        : base(options)
    {
        _context = IlgpuContext.Open((IlgpuDevice)options.Device.Handle!);
        _stream = _context.Accelerator.CreateStream();
        _persistent = IsMain ? Allocate(options.Layout.PersistentBytes) : ((IlgpuExecutor)Main)._persistent;
        _arena = Allocate(0);
        _inputs = new(_context.Accelerator, _stream);
        _losses = new(_context.Accelerator, _stream, options.Layout.Precision);
    }

    /// <summary>Waits until everything queued has run.</summary>
    public void Synchronize() => _stream.Synchronize();

    /// <summary>Queues a kernel for groups of threads in a row.</summary>
    public void Launch<TArguments>(Action<TArguments> kernel, long groups, int threads, in TArguments arguments)
        where TArguments : struct
        => Launch(kernel, groups, 1, threads, 1, arguments);

    /// <summary>Queues a kernel for a rectangle of groups of rectangles of threads. Where there is no group, nothing is launched.</summary>
    /// <exception cref="NotSupportedException">The device cannot count so many groups in one launch.</exception>
    public void Launch<TArguments>(Action<TArguments> kernel, long groupsX, long groupsY, int threadsX, int threadsY,
        in TArguments arguments)
        where TArguments : struct
    {
        if (groupsX <= 0 || groupsY <= 0) return;
        var launcher = _context.Load(kernel);
        var groups = new KernelConfig(new Index2D(Count(groupsX, threadsX), Count(groupsY, threadsY)), new Index2D(threadsX, threadsY));
        // Models share a kernel, and an OpenCL kernel takes its arguments one by one.
        lock (launcher) launcher(_stream, groups, arguments);
    }

    /// <inheritdoc/>
    public sealed override StepResult Loss(long arenaOffset) => Queued(_losses.Keep(Number(arenaOffset)));

    /// <inheritdoc/>
    public sealed override StepResult Loss(long arenaOffset, long normOffset)
        => Queued(_losses.Keep(Number(arenaOffset), Number(normOffset)), hasNorm: true);

    /// <inheritdoc/>
    protected sealed override void WaitForKernels() => Synchronize();

    /// <inheritdoc/>
    protected sealed override double ReadLoss(long ticket) => _losses.ReadLoss(ticket, Layout.Model);

    /// <inheritdoc/>
    protected sealed override double ReadNorm(long ticket) => _losses.ReadNorm(ticket, Layout.Model);

    /// <summary>A part of the persistent block, from a byte offset, as elements.</summary>
    protected ArrayView<T> Persistent<T>(long offset, long length)
        where T : unmanaged
        => View<T>(_persistent, offset, length);

    /// <summary>A part of the arena, from a byte offset, as elements.</summary>
    protected ArrayView<T> Arena<T>(long offset, long length)
        where T : unmanaged
        => View<T>(_arena, offset, length);

    /// <summary>Queues the copy of an input into the arena; the caller's memory is free when this returns.</summary>
    protected ArrayView<T> Upload<T>(void* input, long offset, long length)
        where T : unmanaged
    {
        Copied(length * sizeof(T));
        if (length > 0) _inputs.Copy(input, View<byte>(_arena, offset, length * sizeof(T)));
        return View<T>(_arena, offset, length);
    }

    /// <summary>The first element of a view, once everything queued before has run.</summary>
    protected double ReadNumber<T>(ArrayView<T> view)
        where T : unmanaged, INumberBase<T>
    {
        var number = T.Zero;
        view.SubView(0, 1).CopyToCPU(_stream, ref number, 1);
        return double.CreateChecked(number);
    }

    /// <inheritdoc/>
    protected sealed override void ReadBlock(MemoryBlock block, long offset, void* destination, long bytes)
    {
        if (bytes > 0) View<byte>(Block(block), offset, bytes).CopyToCPU(_stream, ref *(byte*)destination, bytes);
    }

    /// <inheritdoc/>
    protected sealed override void WriteBlock(MemoryBlock block, long offset, void* source, long bytes)
    {
        if (bytes > 0) View<byte>(Block(block), offset, bytes).CopyFromCPU(_stream, ref *(byte*)source, bytes);
    }

    /// <inheritdoc/>
    protected sealed override void EnsureArena(long bytes) => _arena = Grown(_arena, bytes);

    /// <inheritdoc/>
    protected sealed override long ArenaBytes => _arena.LengthInBytes;

    /// <inheritdoc/>
    protected sealed override void EnsureAside(long bytes) => _aside = Grown(_aside, bytes);

    /// <inheritdoc/>
    protected sealed override void CopyBlock(MemoryBlock from, long fromOffset, MemoryBlock to, long toOffset, long bytes)
    {
        if (bytes > 0) View<byte>(Block(from), fromOffset, bytes).CopyTo(_stream, View<byte>(Block(to), toOffset, bytes));
    }

    /// <inheritdoc/>
    protected sealed override void FreeMemory()
    {
        Synchronize();
        _aside?.Dispose();
        _inputs.Dispose();
        _losses.Dispose();
        _arena.Dispose();
        if (IsMain) _persistent.Dispose();
        _stream.Dispose();
    }

    // ILGPU lets no view begin where its buffer ends, not even an empty one.
    private static ArrayView<T> View<T>(MemoryBuffer1D<byte, Stride1D.Dense> block, long offset, long length)
        where T : unmanaged
        => block.View.BaseView.SubView(length == 0 ? 0 : offset, length * sizeof(T)).Cast<T>();

    private MemoryBuffer1D<byte, Stride1D.Dense> Block(MemoryBlock block) => block switch
    {
        MemoryBlock.Persistent => _persistent,
        MemoryBlock.Arena => _arena,
        _ => _aside!,
    };

    private ArrayView<byte> Number(long arenaOffset) => View<byte>(_arena, arenaOffset, Layout.Precision.Size());

    // ILGPU counts the threads of an OpenCL launch, and the groups of all others, in an int.
    private int Count(long groups, int threads)
    {
        var most = int.MaxValue / (_context.Device.Kind == DeviceKind.OpenCL ? threads : 1);
        if (groups <= most) return (int)groups;
        throw new NotSupportedException(string.Create(
            CultureInfo.InvariantCulture,
            $"{Layout.Model} needs a launch of {groups:N0} groups of {threads} threads, "
                + $"of which {_context.Device} takes at most {most:N0}: use smaller batches."));
    }

    private MemoryBuffer1D<byte, Stride1D.Dense> Grown(MemoryBuffer1D<byte, Stride1D.Dense>? block, long bytes)
    {
        if (block is not null && bytes <= block.LengthInBytes) return block;
        Synchronize();
        block?.Dispose();
        return Allocate(bytes);
    }

    // A driver gives no block of 0 bytes.
    private MemoryBuffer1D<byte, Stride1D.Dense> Allocate(long bytes)
    {
        var buffer = _context.Accelerator.Allocate1D<byte>(Math.Max(bytes, 64));
        buffer.MemSetToZero(_stream);
        return buffer;
    }
}
