using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>What an executor is made with.</summary>
/// <param name="Layout">The model's parameters.</param>
/// <param name="Device">Where it computes.</param>
/// <param name="Seed">The seed of its random numbers.</param>
/// <param name="FixedSymbols">The dimensions that the constructor gave, in the model's order.</param>
/// <param name="ConstructorNumbers">Its other numbers, in the model's order; a bool is 0 or 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ExecutorOptions(ModelLayout Layout, Device Device, long Seed, long[] FixedSymbols,
    double[]? ConstructorNumbers = null)
{
    /// <summary>Where blocks on the processor come from.</summary>
    internal HostMemory Memory { get; init; } = HostMemory.System;

    /// <summary>Makes a further executor of the model.</summary>
    internal Func<ExecutorOptions, ModelExecutor>? Make { get; init; }

    /// <summary>The targets that were emitted.</summary>
    internal ExecutorSource[] Sources { get; init; } = [];

    /// <summary>The executor whose weights it shares; null for the first of a model.</summary>
    internal ModelExecutor? Main { get; init; }

    /// <summary>Whether it goes back to the main executor after each call.</summary>
    internal bool IsPooled { get; init; }
}
