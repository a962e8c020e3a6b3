namespace ModelGen.Runtime;

/// <summary>
/// The parts of the persistent block that a step must leave as they are although it writes them: the parameters that were frozen at run
/// time, and what the optimizer keeps for them. They are kept aside before the step and put back after it.
/// </summary>
/// <param name="executor">The main executor of a model.</param>
internal sealed class FrozenTensors(ModelExecutor executor)
{
    /// <summary>How many bytes they have together.</summary>
    public long Bytes { get; private set; }

    public bool IsEmpty => Parts.Length == 0;

    /// <summary>The parts, in the order in which they lie aside; going through an array allocates nothing.</summary>
    public (long Offset, long Bytes)[] Parts { get; private set; } = [];

    /// <summary>Looks which parameters are frozen now.</summary>
    public void Update()
    {
        var layout = executor.Layout;
        var names = executor.Parameters.Where(parameter => parameter.IsTrainable && parameter.IsFrozen).Select(parameter => parameter.Name)
            .ToHashSet();
        var tensors = layout.Parameters.Where(parameter => names.Contains(parameter.Name))
            .Select(parameter => (parameter.Offset, parameter.Dims))
            .Concat((layout.States ?? []).Where(state => names.Contains(Owner(state.Name))).Select(state => (state.Offset, state.Dims)));
        Parts = [.. tensors.Select(tensor => (tensor.Offset, Size(tensor.Dims)))];
        Bytes = Parts.Sum(part => part.Bytes);

        long Size(long[] dims) => dims.Aggregate((long)layout.ElementSize, (product, dim) => product * dim);
    }

    // What belongs to the model has no parameter before its name.
    private static string Owner(string state) => state.LastIndexOf('.') is > 0 and var dot ? state[..dot] : "";
}
