using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>How a model makes its executor for the devices of one target.</summary>
/// <param name="Target">The target's name, as <c>Cpu</c> or <c>Gpu</c>.</param>
/// <param name="Make">Makes an executor with its options.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ExecutorSource(string Target, Func<ExecutorOptions, ModelExecutor> Make);
