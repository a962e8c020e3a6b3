namespace ModelGen.Runtime;

/// <summary>A tensor and the block of host memory that it lies in.</summary>
internal readonly record struct StoredTensor(CheckpointTensor Tensor, HostBlock Block)
{
    /// <summary>Its elements as bytes, piece by piece.</summary>
    public void ForEachPiece(HostBlock.SpanAction action) => Block.ForEachPiece(Tensor.Offset, Tensor.Bytes, action);
}
