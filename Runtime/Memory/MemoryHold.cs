namespace ModelGen.Runtime;

/// <summary>A model's memory while it is held; disposing ends that.</summary>
/// <param name="memory">What is held.</param>
/// <param name="isAlone">Whether no call of the model runs meanwhile.</param>
internal readonly ref struct MemoryHold(IModelMemory memory, bool isAlone)
{
    /// <summary>The memory, with an arena that no call uses meanwhile.</summary>
    public IModelMemory Memory => memory;

    /// <summary>Ends the hold.</summary>
    public void Dispose() => memory.Leave(isAlone);
}
