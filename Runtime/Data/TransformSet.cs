namespace ModelGen.Runtime;

/// <summary>Samples of another set, changed in place.</summary>
internal sealed class TransformSet<TInput, TTarget>(DataSet<TInput, TTarget> set, SampleTransform<TInput, TTarget> transform)
    : DataSet<TInput, TTarget>(set.InputSize, set.TargetSize)
    where TInput : unmanaged
    where TTarget : unmanaged
{
    public override int Count => set.Count;

    public override void Fill(int index, Span<TInput> input, Span<TTarget> target) => Fill(index, new(0, 0, index), input, target);

    public override void Fill(int index, SampleContext context, Span<TInput> input, Span<TTarget> target)
    {
        set.Fill(index, context.Inner, input, target);
        var random = context.CreateRandom();
        transform(input, target, ref random);
    }
}
