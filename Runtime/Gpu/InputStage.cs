using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace ModelGen.Gpu;

/// <summary>
/// Host memory through which inputs go, so that a step can be queued while earlier ones still run. When it is used up, the queue is
/// awaited.
/// </summary>
internal sealed unsafe class InputStage(Accelerator accelerator, AcceleratorStream stream) : IDisposable
{
    private const int CopiesAhead = 16;
    private const int LargestCache = 256;

    // ILGPU copies whole host buffers only, so each place has one; in steady training the places recur.
    private readonly Dictionary<(long Offset, long Bytes), CPUMemoryBuffer> _places = [];
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
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)size, 64);
        _size = size;
    }

    private static long RoundUp(long bytes) => (bytes + 63) & ~63L;
}
