namespace ModelGen.Runtime;

/// <summary>Samples that are in memory.</summary>
internal sealed class MemoryDataSet<TInput, TTarget>(ReadOnlyMemory<TInput> inputs, ReadOnlyMemory<TTarget> targets, int count,
    int inputSize, int targetSize)
    : DataSet<TInput, TTarget>(inputSize, targetSize)
    where TInput : unmanaged
    where TTarget : unmanaged
{
    public override int Count => count;

    public override void Fill(int index, Span<TInput> input, Span<TTarget> target)
    {
        inputs.Span.Slice(index * InputSize, InputSize).CopyTo(input);
        targets.Span.Slice(index * TargetSize, TargetSize).CopyTo(target);
    }
}
