using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <content>Copies that share nothing with it.</content>
public abstract unsafe partial class ModelExecutor
{
    // Weights are copied by way of the host, so many bytes at a time.
    private const int CopyPassage = 1 << 20;

    /// <summary>
    /// A model of its own on a device, with the weights, states and counts that this one has now, and its optimizers' rates without their
    /// schedules.
    /// </summary>
    /// <exception cref="NotSupportedException">The model has no kernels for the device.</exception>
    internal ModelExecutor CopyTo(Device device)
    {
        var copy = ModelFactory.Create(new(Layout, device, Seed, [.. FixedSymbols], ConstructorNumbers), _main._options.Sources);
        try
        {
            using var hold = Hold();
            CopyPersistent(copy);
            copy.StepCount = StepCount;
            foreach (var (own, other) in Optimizers.Zip(copy.Optimizers)) other.CopyFrom(own);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Counts calls anew, so that the next draws the same numbers by chance as the first did.</summary>
    internal void RestartCalls() => Interlocked.Exchange(ref _main._calls, 0);

    private void CopyPersistent(ModelExecutor copy)
    {
        var passage = NativeMemory.Alloc(CopyPassage);
        try
        {
            for (var offset = 0L; offset < Layout.PersistentBytes; offset += CopyPassage)
            {
                var bytes = Math.Min(CopyPassage, Layout.PersistentBytes - offset);
                _main.ReadBlock(MemoryBlock.Persistent, offset, passage, bytes);
                copy.WriteBlock(MemoryBlock.Persistent, offset, passage, bytes);
            }
        }
        finally
        {
            NativeMemory.Free(passage);
        }
    }
}
