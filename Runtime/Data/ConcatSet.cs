namespace ModelGen.Runtime;

/// <summary>The samples of several sets, one set after the other.</summary>
internal sealed class ConcatSet<TInput, TTarget>(DataSet<TInput, TTarget>[] sets)
    : DataSet<TInput, TTarget>(sets[0].InputSize, sets[0].TargetSize)
    where TInput : unmanaged
    where TTarget : unmanaged
{
    public override int Count => checked(sets.Sum(set => set.Count));

    public override void Fill(int index, Span<TInput> input, Span<TTarget> target)
    {
        var (set, place) = Find(index);
        set.Fill(place, input, target);
    }

    public override void Fill(int index, SampleContext context, Span<TInput> input, Span<TTarget> target)
    {
        var (set, place) = Find(index);
        set.Fill(place, context.Inner, input, target);
    }

    private (DataSet<TInput, TTarget> Set, int Place) Find(int index)
    {
        var place = index;
        foreach (var set in sets)
        {
            if (place < set.Count) return (set, place);
            place -= set.Count;
        }

        throw new ArgumentOutOfRangeException(nameof(index), index, $"The sets have {Count} samples together.");
    }
}
