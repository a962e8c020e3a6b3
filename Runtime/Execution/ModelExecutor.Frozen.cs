namespace ModelGen.Runtime;

/// <content>Parameters that are frozen at run time: the main executor keeps them aside while a step writes them.</content>
public abstract partial class ModelExecutor
{
    private readonly FrozenTensors _frozen = null!;
    private bool _isAside;

    /// <summary>Whether a step trains a parameter: 1, or 0 where it is frozen at run time.</summary>
    /// <param name="parameter">Its index.</param>
    protected double IsTrained(int parameter) => Parameters[parameter].IsFrozen ? 0 : 1;

    /// <inheritdoc/>
    void IModelMemory.UpdateFrozen()
    {
        using var call = Hold();
        _main._frozen.Update();
        _main.EnsureAside(_main._frozen.Bytes);
    }

    private void KeepFrozen()
    {
        if (_frozen.IsEmpty) return;
        var aside = 0L;
        foreach (var (offset, bytes) in _frozen.Parts)
        {
            CopyBlock(MemoryBlock.Persistent, offset, MemoryBlock.Aside, aside, bytes);
            aside += bytes;
        }

        _isAside = true;
    }

    private void PutFrozenBack()
    {
        if (!_isAside) return;
        var aside = 0L;
        foreach (var (offset, bytes) in _frozen.Parts)
        {
            CopyBlock(MemoryBlock.Aside, aside, MemoryBlock.Persistent, offset, bytes);
            aside += bytes;
        }

        _isAside = false;
    }
}
