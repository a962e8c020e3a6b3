using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>Holds a model for one call; disposing lets the next one in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct CallScope
{
    private readonly ModelExecutor _executor;

    internal CallScope(ModelExecutor executor) => _executor = executor;

    /// <summary>Ends the call.</summary>
    public void Dispose() => _executor.Leave();
}
