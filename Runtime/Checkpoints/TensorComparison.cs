namespace ModelGen.Runtime;

/// <summary>What a model expects of a file beside what is there, by the model's names.</summary>
internal sealed class TensorComparison
{
    // PyTorch's batch norm counts its batches, which no result depends on while its momentum is a number.
    private const string IgnoredSuffix = ".num_batches_tracked";

    /// <param name="expected">The model's tensors.</param>
    /// <param name="found">The file's, by the model's names.</param>
    public TensorComparison(IReadOnlyList<CheckpointTensor> expected, IReadOnlyDictionary<string, TensorEntry> found)
    {
        Expected = expected;
        foreach (var tensor in expected)
        {
            if (!found.TryGetValue(tensor.Name, out var entry)) Missing.Add(tensor);
            else if (Fits(tensor, entry)) Fitting.Add(new(tensor, entry));
            else Mismatched.Add(new(tensor, entry));
        }

        var names = expected.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        Unexpected = [.. found.Where(item => !names.Contains(item.Key) && !item.Key.EndsWith(IgnoredSuffix, StringComparison.Ordinal))
            .Select(item => item.Value)];
    }

    public IReadOnlyList<CheckpointTensor> Expected { get; }

    public List<TensorPair> Fitting { get; } = [];

    public List<CheckpointTensor> Missing { get; } = [];

    public List<TensorPair> Mismatched { get; } = [];

    public List<TensorEntry> Unexpected { get; }

    private static bool Fits(CheckpointTensor tensor, TensorEntry entry)
        => SafetensorsFormat.IsTaken(entry.Type) && entry.Shape.AsSpan().SequenceEqual(tensor.Dims);
}
