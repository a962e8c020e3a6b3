namespace ModelGen.Generator.IR;

/// <summary>A call of a module, for the summary of a model; passes neither read it nor keep it.</summary>
/// <param name="Path">What the names of its parameters begin with, such as <c>_net.0</c>.</param>
/// <param name="Module">Its class with what the constructor was given, such as <c>Linear(784, 128)</c>.</param>
/// <param name="Depth">How many modules it lies within.</param>
/// <param name="Output">Its first result.</param>
/// <param name="MultiplyAdds">How many multiplications its products have, each with an addition.</param>
internal sealed record LayerCall(string Path, string Module, int Depth, TensorType Output, Dim MultiplyAdds)
{
    /// <summary>The calls of one layer as one: the shape is the first's.</summary>
    public static IReadOnlyList<LayerCall> MergeByLayer(IEnumerable<LayerCall> calls)
        => [.. calls.GroupBy(call => (call.Path, call.Module)).Select(group
            => group.First() with { MultiplyAdds = group.Aggregate(Dim.Zero, (sum, call) => sum + call.MultiplyAdds) })];
}
