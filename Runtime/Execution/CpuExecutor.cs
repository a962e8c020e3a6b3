using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>Memory and worker threads of a model on the processor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe class CpuExecutor : ModelExecutor
{
    private readonly HostMemory _memory;
    private byte* _arena;
    private long _arenaBytes;
    private byte* _aside;
    private long _asideBytes;

    /// <summary>Takes the memory for parameters and states and the device's threads, or shares another executor's.</summary>
    protected CpuExecutor(ExecutorOptions options)
        : base(options)
    {
        _memory = options.Memory;
        Persistent = IsMain ? Allocate(options.Layout.PersistentBytes) : ((CpuExecutor)Main).Persistent;
        Pool = IsMain ? WorkerPools.Take(options.Device.Threads) : ((CpuExecutor)Main).Pool;
    }

    /// <summary>Gives the memory back when the user did not.</summary>
    ~CpuExecutor() => FreeMemory();

    /// <summary>Parameters and states.</summary>
    protected byte* Persistent { get; private set; }

    /// <summary>What lies between kernels.</summary>
    protected byte* Arena => _arena;

    /// <summary>The threads that kernels run on.</summary>
    protected WorkerPool Pool { get; }

    /// <summary>The element that a pointer is at.</summary>
    protected static double ReadNumber(float* place) => *place;

    /// <inheritdoc cref="ReadNumber(float*)"/>
    protected static double ReadNumber(double* place) => *place;

    /// <inheritdoc cref="ReadNumber(float*)"/>
    protected static double ReadNumber(int* place) => *place;

    /// <inheritdoc/>
    protected sealed override void ReadBlock(MemoryBlock block, long offset, void* destination, long bytes)
        => Buffer.MemoryCopy(Block(block) + offset, destination, bytes, bytes);

    /// <inheritdoc/>
    protected sealed override void WriteBlock(MemoryBlock block, long offset, void* source, long bytes)
        => Buffer.MemoryCopy(source, Block(block) + offset, bytes, bytes);

    /// <inheritdoc/>
    protected sealed override void EnsureArena(long bytes) => Grow(ref _arena, ref _arenaBytes, bytes);

    /// <inheritdoc/>
    protected internal sealed override long ArenaBytes => _arenaBytes;

    /// <inheritdoc/>
    protected sealed override void EnsureAside(long bytes) => Grow(ref _aside, ref _asideBytes, bytes);

    /// <inheritdoc/>
    protected sealed override void CopyBlock(MemoryBlock from, long fromOffset, MemoryBlock to, long toOffset, long bytes)
        => Buffer.MemoryCopy(Block(from) + fromOffset, Block(to) + toOffset, bytes, bytes);

    /// <inheritdoc/>
    protected sealed override void FreeMemory()
    {
        Free(ref _aside, ref _asideBytes);
        Free(ref _arena, ref _arenaBytes);
        if (!IsMain) return;
        if (Pool is { } pool) WorkerPools.Give(pool);
        _memory?.Free(Persistent);
        Persistent = null;
    }

    private byte* Block(MemoryBlock block) => block switch
    {
        MemoryBlock.Persistent => Persistent,
        MemoryBlock.Arena => Arena,
        _ => _aside,
    };

    private void Grow(ref byte* block, ref long size, long bytes)
    {
        if (bytes <= size) return;
        Free(ref block, ref size);
        block = Allocate(bytes);
        size = bytes;
    }

    // The finalizer of an executor that could not be made has no memory to give back.
    private void Free(ref byte* block, ref long size)
    {
        _memory?.Free(block);
        block = null;
        size = 0;
    }

    private byte* Allocate(long bytes)
    {
        try
        {
            return _memory.Allocate((nuint)Math.Max(bytes, 1));
        }
        catch (OutOfMemoryException fault)
        {
            throw new OutOfMemoryException(
                $"{Layout.Model} needs a block of {bytes} bytes, which the system does not give; a call on smaller inputs needs less.",
                fault);
        }
    }
}
