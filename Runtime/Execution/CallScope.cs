using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>One call of a model while it runs; disposing ends it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct CallScope
{
    private readonly bool _isAlone;

    internal CallScope(ModelExecutor executor, bool isAlone) => (Executor, _isAlone) = (executor, isAlone);

    /// <summary>What runs the call, with an arena that no other call uses meanwhile.</summary>
    public ModelExecutor Executor { get; }

    /// <summary>The same as a hold of the memory alone: either is disposed, not both.</summary>
    internal MemoryHold Memory => new(Executor, _isAlone);

    /// <summary>Ends the call.</summary>
    public void Dispose() => Executor.Leave(_isAlone);
}
