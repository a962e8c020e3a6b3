using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Keeps the losses of the last steps on the device until they are read, so that reading none of them waits for none.</summary>
internal sealed class LossRing(Accelerator accelerator, AcceleratorStream stream, int elementSize) : IDisposable
{
    private const int Kept = 1024;

    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _slots = accelerator.Allocate1D<byte>(Kept * sizeof(double));
    private long _count;

    /// <summary>Queues the copy of a loss; returns the ticket by which it is read.</summary>
    public long Keep(ArrayView<byte> loss)
    {
        loss.CopyTo(stream, Slot(_count));
        return _count++;
    }

    public unsafe double Read(long ticket, string model)
    {
        if (_count - ticket > Kept)
        {
            throw new InvalidOperationException(
                $"{model} keeps the losses of its last {Kept} steps, and {_count - ticket} were queued since this one; read the loss "
                    + "sooner.");
        }

        double number;
        Slot(ticket).CopyToCPU(stream, ref *(byte*)&number, elementSize);
        return elementSize == sizeof(double) ? number : *(float*)&number;
    }

    public void Dispose() => _slots.Dispose();

    private ArrayView<byte> Slot(long ticket) => _slots.View.BaseView.SubView(ticket % Kept * sizeof(double), elementSize);
}
