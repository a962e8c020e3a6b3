using ILGPU;
using ILGPU.Runtime;
using ModelGen.Runtime;

namespace ModelGen.Gpu;

/// <summary>
/// Keeps the losses of the last steps on the device until they are read, so that reading none of them waits for none; beside each, where
/// the step tells it, the norm of its gradients.
/// </summary>
internal sealed class LossRing(Accelerator accelerator, AcceleratorStream stream, Precision precision) : IDisposable
{
    private const int Kept = 1024;

    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _slots = accelerator.Allocate1D<byte>(Kept * 2 * sizeof(double));
    private long _count;

    /// <summary>Queues the copy of a loss; returns the ticket by which it is read.</summary>
    public long Keep(ArrayView<byte> loss)
    {
        loss.CopyTo(stream, Slot(_count, 0));
        return _count++;
    }

    /// <summary>The same with the norm of the gradients.</summary>
    public long Keep(ArrayView<byte> loss, ArrayView<byte> norm)
    {
        norm.CopyTo(stream, Slot(_count, 1));
        return Keep(loss);
    }

    public double ReadLoss(long ticket, string model) => Read(ticket, 0, model);

    public double ReadNorm(long ticket, string model) => Read(ticket, 1, model);

    public void Dispose() => _slots.Dispose();

    private unsafe double Read(long ticket, int part, string model)
    {
        if (_count - ticket > Kept)
        {
            throw new InvalidOperationException(
                $"{model} keeps the losses of its last {Kept} steps, and {_count - ticket} were queued since this one; read the loss "
                    + "sooner.");
        }

        double number;
        Slot(ticket, part).CopyToCPU(stream, ref *(byte*)&number, precision.Size());
        return precision == Precision.Double ? number : *(float*)&number;
    }

    private ArrayView<byte> Slot(long ticket, int part)
        => _slots.View.BaseView.SubView(((ticket % Kept * 2) + part) * sizeof(double), precision.Size());
}
