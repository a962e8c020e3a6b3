using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>What an executor must know of a model's parameters.</summary>
/// <param name="Model">The model's name, for messages.</param>
/// <param name="Precision">Of losses and of norms of gradients, in which learning rates must be finite.</param>
/// <param name="Parameters">Each parameter, in the order of the model.</param>
/// <param name="PersistentBytes">Parameters and optimizer states together.</param>
/// <param name="States">What the optimizer keeps; null where there is no optimizer.</param>
/// <param name="Optimizers">The optimizers; null where the model does not train.</param>
/// <param name="Graph">A hash of the graphs of Forward, Loss and the programs; empty where the model does not train.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ModelLayout(string Model, Precision Precision, ParameterLayout[] Parameters, long PersistentBytes,
    StateLayout[]? States = null, OptimizerLayout[]? Optimizers = null, string Graph = "");
