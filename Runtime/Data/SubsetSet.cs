namespace ModelGen.Runtime;

/// <summary>Some samples of another set, in an order of their own.</summary>
internal sealed class SubsetSet<TInput, TTarget>(DataSet<TInput, TTarget> set, int[] indices)
    : DataSet<TInput, TTarget>(set.InputSize, set.TargetSize)
    where TInput : unmanaged
    where TTarget : unmanaged
{
    public override int Count => indices.Length;

    public override void Fill(int index, Span<TInput> input, Span<TTarget> target) => set.Fill(indices[index], input, target);

    public override void Fill(int index, SampleContext context, Span<TInput> input, Span<TTarget> target)
        => set.Fill(indices[index], context.Inner, input, target);
}
