using System.ComponentModel;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// A loss and its gradients, by the names of parameters and float inputs. The model keeps one set and its next call of any kind uses the
/// memory again, so copy what is to stay; reading a gradient after that is an error.
/// </summary>
public sealed class GradientSet : ParameterCollection
{
    private readonly ModelExecutor _executor;

    internal GradientSet(ModelExecutor executor)
        : base($"the gradient set of {executor.Layout.Model}", []) => _executor = executor;

    /// <summary>The loss.</summary>
    public StepResult Loss { get; private set; }

    /// <summary>Tells where a gradient lies, and the precision of its elements where that is not the loss's; for emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Set(string name, long offset, ReadOnlySpan<long> dims, Precision? precision = null)
    {
        var gradient = Find(name);
        if (gradient is null) Add(gradient = Gradient(name, precision ?? _executor.Layout.Precision));
        gradient.Move(offset, dims);
    }

    /// <summary>Tells where the loss lies; for emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Complete(long lossOffset) => Loss = _executor.Loss(lossOffset);

    private Parameter Gradient(string name, Precision precision)
        => new(_executor, MemoryBlock.Arena, name, precision, [], 0, isTrainable: _executor.Parameters.Find(name) is not null);

    private protected override string Why(string name)
    {
        if (_executor.Parameters.Find(name) is not { IsTrainable: false } parameter) return base.Why(name);
        return parameter.IsFrozen
            ? $"{name} of {_executor.Layout.Model} is frozen by [Freeze], so it has none"
            : $"{name} is a buffer of {_executor.Layout.Model}, which Forward assigns and no gradient changes, so it has none; "
                + "Parameters.Trainable are those that have";
    }
}
