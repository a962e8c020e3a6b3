using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ModelGen.Gpu;

/// <summary>
/// Host memory through which inputs go, so that a step can be queued while earlier ones still run. Its pages are locked where the device
/// can fetch from such by itself, beside its kernels. When it is used up, the queue is awaited.
/// </summary>
internal sealed unsafe class InputStage(Accelerator accelerator, AcceleratorStream stream) : IDisposable
{
    private const int CopiesAhead = 16;
    private const int LargestCache = 256;

    // What is locked is taken from all programs.
    private const long MostLocked = 1L << 28;

    private const int Page = 4096;

    // ILGPU copies whole host buffers only, so each place has one; in steady training the places recur.
    private readonly Dictionary<(long Offset, long Bytes), CPUMemoryBuffer> _places = [];
    private PageLockScope<byte>? _lock;
    private byte* _memory;
    private long _size;
    private long _used;
    private int _copies;

    public void Copy(void* input, ArrayView<byte> target)
    {
        long bytes = target.Length;
        if (_copies == CopiesAhead || _used + bytes > _size) Restart(bytes);
        if (!_places.TryGetValue((_used, bytes), out var place))
            _places.Add((_used, bytes), place = CPUMemoryBuffer.Create(accelerator, (nint)(_memory + _used), bytes, 1));
        Buffer.MemoryCopy(input, _memory + _used, bytes, bytes);
        target.CopyFrom(stream, place.AsArrayView<byte>(0, bytes));
        _used += RoundUp(bytes);
        _copies++;
    }

    public void Dispose()
    {
        foreach (var place in _places.Values) place.Dispose();
        _places.Clear();
        _lock?.Dispose();
        _lock = null;
        NativeMemory.AlignedFree(_memory);
        _memory = null;
        _size = 0;
    }

    private void Restart(long bytes)
    {
        stream.Synchronize();
        _used = 0;
        _copies = 0;
        long size = Math.Max(_size, RoundUp(bytes) * CopiesAhead);
        if (size == _size && _places.Count < LargestCache) return;
        Dispose();
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)size, Page);
        _size = size;
        if (size <= MostLocked) _lock = Lock();
    }

    private PageLockScope<byte>? Lock()
    {
        try
        {
            return accelerator.CreatePageLockFromPinned<byte>((nint)_memory, _size);
        }
        catch (AcceleratorException)
        {
            // The system locks no more: copies are slower, and right.
            return null;
        }
    }

    private static long RoundUp(long bytes) => (bytes + 63) & ~63L;
}
