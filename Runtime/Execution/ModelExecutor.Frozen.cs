namespace ModelGen.Runtime;

/// <content>Parameters that are frozen at run time: the main executor keeps them aside while a step writes them.</content>
public abstract partial class ModelExecutor
{
    private (long Offset, long Bytes)[] _frozen = [];
    private bool _isAside;

    /// <summary>Whether a step trains a parameter: 1, or 0 where it is frozen at run time.</summary>
    /// <param name="parameter">Its index.</param>
    protected double IsTrained(int parameter) => Parameters[parameter].IsFrozen ? 0 : 1;

    /// <inheritdoc/>
    void IModelMemory.UpdateFrozen()
    {
        var parts = FrozenTensors.Find(Layout, Parameters);
        EnsureAside(parts.Sum(part => part.Bytes));
        _frozen = parts;
    }

    private void KeepFrozen()
    {
        if (_frozen.Length == 0) return;
        CopyFrozen(isBack: false);
        _isAside = true;
    }

    private void PutFrozenBack()
    {
        if (!_isAside) return;
        CopyFrozen(isBack: true);
        _isAside = false;
    }

    private void CopyFrozen(bool isBack)
    {
        var aside = 0L;
        foreach (var (offset, bytes) in _frozen)
        {
            if (isBack) CopyBlock(MemoryBlock.Aside, aside, MemoryBlock.Persistent, offset, bytes);
            else CopyBlock(MemoryBlock.Persistent, offset, MemoryBlock.Aside, aside, bytes);
            aside += bytes;
        }
    }
}
