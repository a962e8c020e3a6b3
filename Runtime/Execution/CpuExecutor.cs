using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>Memory and worker threads of a model on the processor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe class CpuExecutor : ModelExecutor
{
    private readonly HostMemory _memory;
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
    protected byte* Arena { get; private set; }

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
    protected sealed override void EnsureArena(long bytes)
    {
        if (bytes <= _arenaBytes) return;
        _memory.Free(Arena);
        Arena = null;
        _arenaBytes = 0;
        Arena = Allocate(bytes);
        _arenaBytes = bytes;
    }

    /// <inheritdoc/>
    protected sealed override void EnsureAside(long bytes)
    {
        if (bytes <= _asideBytes) return;
        _memory.Free(_aside);
        _aside = null;
        _asideBytes = 0;
        _aside = Allocate(bytes);
        _asideBytes = bytes;
    }

    /// <inheritdoc/>
    protected sealed override void CopyBlock(MemoryBlock from, long fromOffset, MemoryBlock to, long toOffset, long bytes)
        => Buffer.MemoryCopy(Block(from) + fromOffset, Block(to) + toOffset, bytes, bytes);

    /// <inheritdoc/>
    protected sealed override void FreeMemory()
    {
        _memory?.Free(_aside);
        _aside = null;
        _asideBytes = 0;
        _memory?.Free(Arena);
        Arena = null;
        _arenaBytes = 0;
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
