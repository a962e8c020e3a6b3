namespace ModelGen.Runtime;

/// <content>What its parameters and gradients see of it.</content>
public abstract unsafe partial class ModelExecutor : IModelMemory
{
    private long _arenaVersion;

    /// <inheritdoc/>
    long IModelMemory.ArenaVersion => _arenaVersion;

    /// <inheritdoc/>
    MemoryHold IModelMemory.Hold() => Hold().Memory;

    /// <inheritdoc/>
    MemoryHold IModelMemory.HoldBeside() => HoldBeside().Memory;

    /// <inheritdoc/>
    MemoryHold IModelMemory.HoldArena() => HoldArena().Memory;

    /// <inheritdoc/>
    void IModelMemory.Leave(bool isAlone) => Leave(isAlone);

    /// <inheritdoc/>
    void IModelMemory.Read(MemoryBlock block, long offset, void* destination, long bytes) => ReadBlock(block, offset, destination, bytes);

    /// <inheritdoc/>
    void IModelMemory.Write(MemoryBlock block, long offset, void* source, long bytes) => WriteBlock(block, offset, source, bytes);
}
