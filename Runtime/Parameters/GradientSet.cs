using System.ComponentModel;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// A loss and its gradients, by the names of parameters and float inputs. The model keeps one set: its next call of any kind overwrites the
/// values, so copy what is to stay.
/// </summary>
public sealed class GradientSet : ParameterCollection
{
    private readonly ModelExecutor _executor;

    internal GradientSet(ModelExecutor executor)
        : base($"the gradient set of {executor.Layout.Model}", []) => _executor = executor;

    /// <summary>The loss.</summary>
    public StepResult Loss { get; private set; }

    /// <summary>Tells where a gradient lies; for emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Set(string name, long offset, ReadOnlySpan<long> dims)
        => GetOrAdd(name, added => new Parameter(_executor, MemoryBlock.Arena, added, [], 0)).Move(offset, dims);

    /// <summary>Tells where the loss lies; for emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Complete(long lossOffset) => Loss = _executor.Loss(lossOffset);
}
