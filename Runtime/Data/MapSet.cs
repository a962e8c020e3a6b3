using System.Buffers;

namespace ModelGen.Runtime;

/// <summary>Samples that are made of those of another set.</summary>
internal sealed class MapSet<TInput, TTarget, TNewInput, TNewTarget>(DataSet<TInput, TTarget> set, int inputSize, int targetSize,
    SampleMap<TInput, TTarget, TNewInput, TNewTarget> map)
    : DataSet<TNewInput, TNewTarget>(inputSize, targetSize)
    where TInput : unmanaged
    where TTarget : unmanaged
    where TNewInput : unmanaged
    where TNewTarget : unmanaged
{
    public override int Count => set.Count;

    public override void Fill(int index, Span<TNewInput> input, Span<TNewTarget> target) => Fill(index, new(0, 0, index), input, target);

    public override void Fill(int index, SampleContext context, Span<TNewInput> input, Span<TNewTarget> target)
    {
        var (inputs, targets) = (ArrayPool<TInput>.Shared.Rent(set.InputSize), ArrayPool<TTarget>.Shared.Rent(set.TargetSize));
        try
        {
            var oldInput = inputs.AsSpan(0, set.InputSize);
            var oldTarget = targets.AsSpan(0, set.TargetSize);
            oldInput.Clear();
            oldTarget.Clear();
            set.Fill(index, context.Inner, oldInput, oldTarget);
            var random = context.CreateRandom();
            map(oldInput, oldTarget, input, target, ref random);
        }
        finally
        {
            ArrayPool<TInput>.Shared.Return(inputs);
            ArrayPool<TTarget>.Shared.Return(targets);
        }
    }
}
