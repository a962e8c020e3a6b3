using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>The kinds of calls.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum CallKind
{
    /// <summary>Results: of Forward, or of a program.</summary>
    Predict,

    /// <summary>The loss.</summary>
    Evaluate,

    /// <summary>The loss, and the update of parameters and optimizer states.</summary>
    TrainStep,

    /// <summary>The loss and its gradients.</summary>
    Gradients,

    /// <summary>The loss, and its gradients added to those of earlier calls.</summary>
    Accumulate,

    /// <summary>The update of parameters and optimizer states by the gradients that were added.</summary>
    Apply,
}
