namespace ModelGen.Runtime;

/// <summary>A tensor of a model and the file's tensor for it.</summary>
internal readonly record struct TensorPair(CheckpointTensor Tensor, TensorEntry Entry);
