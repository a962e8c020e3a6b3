namespace ModelGen.Runtime;

/// <summary>
/// A tensor of a model: its name in a file, its dimensions, the type of its elements, its byte offset in the persistent block, whether none
/// of its elements can be negative, and whether a file may lack it.
/// </summary>
internal sealed record CheckpointTensor(
    string Name, long[] Dims, Precision Precision, long Offset, bool IsNatural = false, bool IsOptional = false)
{
    /// <summary>What stands before an optimizer's tensors; no parameter can be so named.</summary>
    public const string OptimizerPrefix = "optimizer/";

    /// <summary>What stands before the tensors that a run of Fit keeps beside the model's.</summary>
    public const string FitPrefix = "fit/";

    private const string CountSuffix = ".step";

    /// <summary>The number of elements.</summary>
    public long Count => Dims.Aggregate(1L, (product, dim) => product * dim);

    /// <summary>The bytes of all elements.</summary>
    public long Bytes => Count * Precision.Size();

    /// <summary>
    /// Whether it counts the updates of a parameter that not every step updates. A file that lacks it counted steps alone.
    /// </summary>
    public bool IsUpdateCount => IsState(Name) && Dims.Length == 0 && Name.EndsWith(CountSuffix, StringComparison.Ordinal);

    /// <summary>Whether it is something that an optimizer keeps.</summary>
    public static bool IsState(string name) => name.StartsWith(OptimizerPrefix, StringComparison.Ordinal);

    /// <summary>Whether it is something that a run of Fit keeps beside the model.</summary>
    public static bool IsOfFit(string name) => name.StartsWith(FitPrefix, StringComparison.Ordinal);

    /// <summary>The parameter of an optimizer's tensor: its name is the prefix, the parameter's name, a dot and the state's.</summary>
    public static string ParameterOf(string state)
    {
        var own = state[OptimizerPrefix.Length..];
        return own.LastIndexOf('.') is > 0 and var dot ? own[..dot] : own;
    }

    /// <summary>Parameters and buffers.</summary>
    public static IReadOnlyList<CheckpointTensor> Weights(ModelLayout layout)
        => [.. layout.Parameters.Select(parameter
            => new CheckpointTensor(parameter.Name, parameter.Dims, parameter.Precision, parameter.Offset, IsOptional: parameter.IsState))];

    /// <summary>What the optimizer keeps.</summary>
    public static IReadOnlyList<CheckpointTensor> States(ModelLayout layout)
        => [.. (layout.States ?? []).Where(state => !state.IsTransient)
            .Select(state
                => new CheckpointTensor(OptimizerPrefix + state.Name, state.Dims, state.Precision, state.Offset, state.IsNatural))];

    /// <summary>The numbers of updates that a file lacks.</summary>
    public static IReadOnlyList<CheckpointTensor> UpdateCounts(ModelLayout layout, IReadOnlyDictionary<string, TensorEntry> found)
        => [.. States(layout).Where(state => state.IsUpdateCount && !found.ContainsKey(state.Name))];
}
