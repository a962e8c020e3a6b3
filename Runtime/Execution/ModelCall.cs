using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>A call that an emitted executor can run.</summary>
/// <param name="Number">Its number among the calls of the model.</param>
/// <param name="Name">The method that users call.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Optimizer">The index of the optimizer that it steps by, where it trains.</param>
/// <param name="ChangesStates">Whether it assigns what the model keeps between calls beside its weights.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ModelCall(int Number, string Name, CallKind Kind, int Optimizer = 0, bool ChangesStates = false)
{
    /// <summary>Whether it only reads the weights, so that others of its kind may run at the same time.</summary>
    internal bool IsBeside => Kind is CallKind.Predict or CallKind.Evaluate && !ChangesStates;

    /// <summary>Whether it updates parameters by an optimizer's rule.</summary>
    internal bool IsStep => Kind is CallKind.TrainStep or CallKind.Apply;
}
