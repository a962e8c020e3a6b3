namespace ModelGen.Runtime;

/// <content>Copies that share nothing with it.</content>
public abstract unsafe partial class ModelExecutor
{
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
            using var block = new HostBlock(Layout.PersistentBytes);
            using (Hold()) _main.ReadBlock(MemoryBlock.Persistent, 0, block.Address, block.Length);
            copy.PutBack(new ModelSnapshot(block, State()));
            foreach (var optimizer in copy.Optimizers) optimizer.Schedule = null;
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Counts calls anew, so that the next draws the same numbers by chance as the first did.</summary>
    internal void RestartCalls() => Calls = 0;
}
