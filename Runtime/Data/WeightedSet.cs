namespace ModelGen.Runtime;

/// <summary>Samples that are drawn from another set with replacement, anew in each epoch.</summary>
internal sealed class WeightedSet<TInput, TTarget>(DataSet<TInput, TTarget> set, double[] sums, int count)
    : DataSet<TInput, TTarget>(set.InputSize, set.TargetSize)
    where TInput : unmanaged
    where TTarget : unmanaged
{
    public override int Count => count;

    public override void Fill(int index, Span<TInput> input, Span<TTarget> target) => Fill(index, new(0, 0, index), input, target);

    public override void Fill(int index, SampleContext context, Span<TInput> input, Span<TTarget> target)
        => set.Fill(Draw(context.CreateRandom().Uniform() * sums[^1]), context.Inner, input, target);

    /// <summary>The first sample whose sum of weights is above a number; one that weighs nothing is never it.</summary>
    private int Draw(double number)
    {
        var (low, high) = (0, sums.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sums[middle] > number) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
