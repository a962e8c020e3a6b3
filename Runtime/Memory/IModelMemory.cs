namespace ModelGen.Runtime;

/// <summary>A model's memory, as its parameters and gradients see it: who holds it may read and write its blocks.</summary>
internal unsafe interface IModelMemory
{
    /// <summary>The model's parameters and where they lie.</summary>
    ModelLayout Layout { get; }

    /// <summary>Differs after each call, so that what an earlier one left in the arena is known to be gone.</summary>
    long ArenaVersion { get; }

    /// <summary>Holds the model for what must be alone.</summary>
    /// <exception cref="InvalidOperationException">A call is under way.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    MemoryHold Hold();

    /// <summary>Holds the model for what only reads its weights.</summary>
    /// <exception cref="InvalidOperationException">A call is under way that must be alone.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    MemoryHold HoldBeside();

    /// <summary>Holds the model for what a call left in this arena; waits for a call that uses it.</summary>
    /// <exception cref="InvalidOperationException">A call is under way that must be alone.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    MemoryHold HoldArena();

    /// <summary>Ends a hold.</summary>
    void Leave(bool isAlone);

    /// <summary>Takes notice that other parameters are frozen now; the model is held alone.</summary>
    void UpdateFrozen();

    /// <summary>Copies bytes from a block to the host.</summary>
    void Read(MemoryBlock block, long offset, void* destination, long bytes);

    /// <summary>Copies bytes from the host to a block.</summary>
    void Write(MemoryBlock block, long offset, void* source, long bytes);
}
