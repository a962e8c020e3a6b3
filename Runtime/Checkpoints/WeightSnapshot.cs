namespace ModelGen.Runtime;

/// <summary>A copy of a model's parameters, buffers and moving averages, each at its place in a block like the model's.</summary>
internal sealed class WeightSnapshot(ModelLayout layout, IReadOnlyList<CheckpointTensor> tensors) : IDisposable
{
    public IReadOnlyList<CheckpointTensor> Tensors { get; } = tensors;

    public HostBlock Block { get; } = new(layout.PersistentBytes);

    /// <summary>The tensors under other names, for a file.</summary>
    /// <param name="prefix">What begins their names.</param>
    public IEnumerable<StoredTensor> Stored(string prefix)
        => Tensors.Select(tensor => new StoredTensor(tensor with { Name = prefix + tensor.Name }, Block));

    public void Dispose() => Block.Dispose();
}
