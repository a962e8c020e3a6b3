namespace ModelGen.Runtime;

/// <summary>What a model takes of a file.</summary>
/// <param name="Taken">The tensors to read.</param>
/// <param name="Kept">The parameters and buffers that stay as they are.</param>
/// <param name="Counts">Numbers of updates that the file lacks, and that the number of its steps stands for.</param>
/// <param name="Report">What the user is told.</param>
internal sealed record CheckpointMatch(
    IReadOnlyList<TensorPair> Taken, IReadOnlyList<CheckpointTensor> Kept, IReadOnlyList<CheckpointTensor> Counts, LoadReport Report);
