using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>The calls that an emitted executor can run.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ModelCall
{
    /// <summary>The results of Forward.</summary>
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
